package org.stringless.model.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The first moment at which a service would have more nodes at once than it can serve.
 *
 * @param at after midnight UTC of the first day
 * @param groups in service at that moment
 * @param load nodes in service at once
 * @param capacity nodes it can serve at once
 * @param curve load of the service from midnight until some time after the clash
 */
public record Clash(Duration at, Service service, List<String> groups, double load, int capacity, LoadCurve curve) {
    /** Copies the names. */
    public Clash {
        groups = List.copyOf(groups);
    }

    /** Who, when and how much, without a full stop. */
    public String words() {
        String who = groups.size() == 1
                ? groups.get(0) + " alone is too much"
                : String.join(", ", groups.subList(0, groups.size() - 1)) + " and " + groups.get(groups.size() - 1)
                        + " clash";
        return String.format(
                Locale.ROOT,
                "%s at %s: %s at once at the %s, which serves %d",
                who,
                Words.moment(at),
                load == Math.rint(load)
                        ? String.format(Locale.ROOT, "%.0f", load)
                        : String.format(Locale.ROOT, "%.1f", load),
                service.code(),
                capacity);
    }
}
