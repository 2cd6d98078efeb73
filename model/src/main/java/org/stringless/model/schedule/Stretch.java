package org.stringless.model.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Why groups are planned in longer periods than they wish. */
final class Stretch {
    private final List<Group> groups;
    private final List<Period> planned;
    private final Function<List<Period>, Optional<String>> tooMuch;

    /**
     * Of these groups.
     *
     * @param planned their periods, in the same order
     * @param tooMuch what does not fit in harmonic periods, in words
     */
    Stretch(List<Group> groups, List<Period> planned, Function<List<Period>, Optional<String>> tooMuch) {
        this.groups = groups;
        this.planned = planned;
        this.tooMuch = tooMuch;
    }

    /** What keeps that group from the shortest period that would be no shorter than its wish; empty when it has its wish. */
    Optional<String> why(int number) {
        Group group = groups.get(number);
        if (planned.get(number).length().equals(group.wished())) {
            return Optional.empty();
        }
        Period shortest = Period.atLeast(group.wished());
        if (shortest == planned.get(number)) {
            return Optional.of(Words.span(group.wished()) + " is none of the periods, " + shortest + " is the next");
        }
        return Optional.of(why(number, shortest));
    }

    private String why(int number, Period shorter) {
        for (Service service : Service.values()) {
            if (groups.get(number).need(service).compareTo(shorter.length()) >= 0) {
                return "one run keeps the " + service.code() + " busy for "
                        + Words.span(groups.get(number).need(service));
            }
        }
        for (int other = 0; other < groups.size(); other++) {
            Period period = planned.get(other);
            if (other != number && !shorter.divides(period) && !period.divides(shorter)) {
                return shorter + " and the " + period + " of "
                        + groups.get(other).name() + " must clash, for neither divides the other";
            }
        }
        List<Period> periods = new ArrayList<>(planned);
        periods.set(number, shorter);
        return "every " + shorter + " "
                + tooMuch.apply(periods).orElse("there is no room that all groups could be stretched to alike");
    }
}
