package hawker.ledger;

import hawker.kernel.Money;
import java.time.LocalDate;

/** Money that becomes available on a day; negative where the day's fees exceed its sales. */
public record Waiting(LocalDate availableOn, Money amount) {}
