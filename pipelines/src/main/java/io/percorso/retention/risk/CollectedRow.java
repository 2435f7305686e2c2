package io.percorso.retention.risk;

import java.time.LocalDate;

/**
 * A {@link RiskRow} on its way to the driver: Spark fills a bean's array of numbers as it is, where
 * a row's list would hold an object for each.
 */
public final class CollectedRow {
  private String customer;
  private int day;
  private String group;
  private boolean left;
  private double[] values;

  RiskRow row() {
    return new RiskRow(customer, LocalDate.ofEpochDay(day), group, left, values);
  }

  public String getCustomer() {
    return customer;
  }

  public void setCustomer(String customer) {
    this.customer = customer;
  }

  /** Days since 1970-01-01. */
  public int getDay() {
    return day;
  }

  public void setDay(int day) {
    this.day = day;
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public boolean getLeft() {
    return left;
  }

  public void setLeft(boolean left) {
    this.left = left;
  }

  public double[] getValues() {
    return values;
  }

  public void setValues(double[] values) {
    this.values = values;
  }
}
