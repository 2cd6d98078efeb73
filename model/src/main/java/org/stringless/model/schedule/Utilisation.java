package org.stringless.model.schedule;

import java.util.List;

/** How much of a service's time is taken, as a share of what it has: 1 is all of it. */
public final class Utilisation {
    /** What harmonic periods can fill. */
    public static final double HARMONIC_BOUND = 1;

    private Utilisation() {}

    /** The share that groups take in their wished periods. */
    public static double wished(List<Group> groups, Service service, Capacity capacity) {
        double share = 0;
        for (Group group : groups) {
            share += share(group, service, group.wished().toSeconds());
        }
        return share / capacity.of(service);
    }

    /** The share that groups take in these periods, in their order. */
    static double planned(List<Group> groups, List<Period> periods, Service service, Capacity capacity) {
        double share = 0;
        for (int group = 0; group < groups.size(); group++) {
            share += share(groups.get(group), service, periods.get(group).seconds());
        }
        return share / capacity.of(service);
    }

    /** Below this share so many tasks of any periods fit on one server with fixed priorities (Liu and Layland, 1973); 1 for one task, towards ln 2. */
    public static double liuLayland(long tasks) {
        return tasks * Math.expm1(Math.log(2) / tasks);
    }

    private static double share(Group group, Service service, long period) {
        return group.nodes() * (group.need(service).toMillis() / 1000.0) / period;
    }
}
