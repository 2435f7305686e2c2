"""Percorso nightly: loads what was delivered, rebuilds the journeys it touches, publishes."""

import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.timetables.interval import CronDataIntervalTimetable

with DAG(
    dag_id="percorso_nightly",
    schedule=CronDataIntervalTimetable("30 2 * * *", timezone="Europe/Rome"),
    start_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc),
    # Journeys depend on the day before: one run at a time, no run for days long gone.
    max_active_runs=1,
    catchup=False,
):
    BashOperator(
        task_id="nightly",
        cwd="/opt/percorso",
        # The interval begins on the day to be computed, and ends on the morning after.
        bash_command=(
            "./percorso run nightly --log-format json"
            " --date {{ data_interval_start.in_timezone('Europe/Rome') | ds }}"
        ),
        retries=2,
        retry_delay=datetime.timedelta(minutes=15),
    )
