package io.percorso.jobs;

import io.percorso.jobs.Schedule.Pipeline;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that make schedulers run the pipelines of a schedule. Each asks for a run without a
 * date, or with the day that ended, so a late start still means the right day where the scheduler
 * tells it.
 *
 * @param installation absolute path of the folder that holds the launcher
 */
record Deployment(Schedule schedule, String installation) {
  /** Schedulers that files are made for. */
  enum Target {
    CRON,
    SYSTEMD,
    AIRFLOW
  }

  /** Texts by file name. */
  Map<String, String> files(Target target) {
    TreeMap<String, String> files = new TreeMap<>();
    for (Pipeline pipeline : schedule.pipelines()) {
      String name = "percorso-" + pipeline.name();
      switch (target) {
        case CRON -> files.put(name + ".cron", crontab(pipeline));
        case SYSTEMD -> {
          files.put(name + ".service", service(pipeline));
          files.put(name + ".timer", timer(pipeline));
        }
        case AIRFLOW -> files.put(name.replace('-', '_') + ".py", dag(pipeline));
      }
    }
    return files;
  }

  private String crontab(Pipeline pipeline) {
    return """
    # %s: %s.
    # For /etc/cron.d. CRON_TZ is known to cronie; other crons run in the machine's own zone: set the time by it.
    CRON_TZ=%s
    %s percorso cd %s && ./percorso run %s --log-format json
    """
        .formatted(
            pipeline.name(),
            pipeline.description(),
            pipeline.timezone(),
            pipeline.cron(),
            installation,
            pipeline.name());
  }

  private String service(Pipeline pipeline) {
    return """
    [Unit]
    Description=Percorso %s: %s

    [Service]
    Type=oneshot
    User=percorso
    WorkingDirectory=%s
    ExecStart=%s/percorso run %s --log-format json
    # Another run holds the lake (4): try again later. Nothing else gets better by itself.
    Restart=on-failure
    RestartSec=15min
    RestartPreventExitStatus=1 2 3 5
    """
        .formatted(
            pipeline.name(), pipeline.description(), installation, installation, pipeline.name());
  }

  private static String timer(Pipeline pipeline) {
    return """
    [Unit]
    Description=Starts Percorso %s

    [Timer]
    OnCalendar=*-*-* %02d:%02d:00 %s
    # A machine that was off catches up when it is on again.
    Persistent=true

    [Install]
    WantedBy=timers.target
    """
        .formatted(
            pipeline.name(), pipeline.cron().hour(), pipeline.cron().minute(), pipeline.timezone());
  }

  private String dag(Pipeline pipeline) {
    return """
    \"""Percorso %s: %s.\"""

    import datetime

    from airflow import DAG
    from airflow.operators.bash import BashOperator
    from airflow.timetables.interval import CronDataIntervalTimetable

    with DAG(
        dag_id="percorso_%s",
        schedule=CronDataIntervalTimetable("%s", timezone="%s"),
        start_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc),
        # Journeys depend on the day before: one run at a time, no run for days long gone.
        max_active_runs=1,
        catchup=False,
    ):
        BashOperator(
            task_id="%s",
            cwd="%s",
            # The interval begins on the day to be computed, and ends on the morning after.
            bash_command=(
                "./percorso run %s --log-format json"
                " --date {{ data_interval_start.in_timezone('%s') | ds }}"
            ),
            retries=2,
            retry_delay=datetime.timedelta(minutes=15),
        )
    """
        .formatted(
            pipeline.name(),
            pipeline.description(),
            pipeline.name(),
            pipeline.cron(),
            pipeline.timezone(),
            pipeline.name(),
            installation,
            pipeline.name(),
            pipeline.timezone());
  }
}
