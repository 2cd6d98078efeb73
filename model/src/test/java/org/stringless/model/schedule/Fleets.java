package org.stringless.model.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.stringless.model.schedule.Group.Start;

/** Groups in few words. */
final class Fleets {
    private Fleets() {}

    static Group indexed(String name, int nodes, int minutes, double seconds) {
        return group(name, nodes, minutes, seconds, new Start.Indexed(), Optional.empty());
    }

    static Group hashed(String name, int nodes, int minutes, double seconds) {
        return group(name, nodes, minutes, seconds, new Start.Hashed(), Optional.empty());
    }

    static Group fixed(String name, int nodes, int minutes, double seconds, String first) {
        Duration at = Duration.between(java.time.LocalTime.MIDNIGHT, java.time.LocalTime.parse(first));
        return group(name, nodes, minutes, seconds, new Start.Fixed(at), Optional.empty());
    }

    static Group onHost(String name, int nodes, int minutes, double seconds, String host) {
        return group(name, nodes, minutes, seconds, new Start.Indexed(), Optional.of(host));
    }

    private static Group group(
            String name, int nodes, int minutes, double seconds, Start start, Optional<String> host) {
        Duration need = Duration.ofMillis(Math.round(seconds * 1000));
        Map<Service, Duration> needs = Map.of(Service.REPOSITORY, need, Service.COLLECTOR, need);
        return new Group(name, nodes, Duration.ofMinutes(minutes), needs, start, host);
    }
}
