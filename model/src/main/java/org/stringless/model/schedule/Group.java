package org.stringless.model.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes that run alike.
 *
 * @param nodes how many: ten million at most
 * @param wished how often each is to run: whole seconds, a day at most
 * @param needs time that one run keeps a shared service busy with itself
 * @param start how its nodes find their moment
 * @param host what all its nodes share beside the services, a hypervisor or a rack; its nodes have a sequence of their own
 */
public record Group(
        String name, int nodes, Duration wished, Map<Service, Duration> needs, Start start, Optional<String> host) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST = 10_000_000;

    /** Checks the numbers. */
    public Group {
        needs = Map.copyOf(needs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a group has a name");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a group's name is one line of text");
        }
        if (nodes < 1 || nodes > MOST) {
            throw new IllegalArgumentException("group " + name + " has " + nodes + " nodes, not 1 to " + MOST);
        }
        if (wished.toSeconds() < 1 || wished.toNanosPart() != 0 || wished.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("the period of group " + name + " is not between 1 s and 24 h");
        }
        for (Duration need : needs.values()) {
            if (need.isNegative() || need.compareTo(DAY) >= 0) {
                throw new IllegalArgumentException("a run of group " + name + " needs a service for a day or more");
            }
        }
    }

    /** Time that one run needs of that service. */
    public Duration need(Service service) {
        return needs.getOrDefault(service, Duration.ZERO);
    }

    /** How the nodes of a group find their moment inside the period. */
    public sealed interface Start {
        /** Each has a number: digits reversed. */
        record Indexed() implements Start {}

        /** Each has its name only: the hash. */
        record Hashed() implements Start {}

        /** All at once, as a plain timer does: first at this time after midnight UTC, then every period. */
        record Fixed(Duration first) implements Start {
            /** Checks that it is a time of the day. */
            public Fixed {
                if (first.isNegative() || first.compareTo(DAY) >= 0 || first.toNanosPart() != 0) {
                    throw new IllegalArgumentException("the first start is not a time of the day");
                }
            }
        }
    }
}
