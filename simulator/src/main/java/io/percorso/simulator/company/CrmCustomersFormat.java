package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.CustomerRecord;
import java.time.LocalDate;

/** Customers, in the plain shape of {@code docs/sources/crm-customers.md}. */
final class CrmCustomersFormat implements Format {
  private static final String HEADER =
      "customer_no,email,phone,loyalty_no,segment,contract,consent_email,consent_phone,"
          + "consent_profiling,language,city,created_at,updated_at,account";

  @Override
  public String source() {
    return "crm-customers";
  }

  @Override
  public String fileName(LocalDate day) {
    return "customers-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  @Override
  public String frame(Act act, long id, Times times) {
    CustomerRecord customer = (CustomerRecord) act;
    return new Csv()
        .cell(customer.customerNo())
        .cell(customer.email())
        .cell(customer.phone())
        .cell(customer.loyaltyNo())
        .cell(customer.segment())
        .cell(customer.contract())
        .cell(consent(customer.acceptsEmail()))
        .cell(consent(customer.acceptsPhone()))
        .cell(consent(customer.acceptsProfiling()))
        .cell(customer.language())
        .cell(customer.city())
        .cell(customer.since() + " 00:00:00")
        .cell(Stamps.spacedMillis(customer.at()))
        .cell(customer.account())
        .end();
  }

  private static String consent(boolean isGiven) {
    return isGiven ? "true" : "false";
  }
}
