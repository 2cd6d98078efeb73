package org.stringless.model.schedule;

import org.stringless.model.node.NodeName;

/**
 * What gives a node its slot. It is made of what the node is called and which number it was given, never of its address, its machine-id or a
 * moment, so it outlives restart, reload, upgrade and a move, and clones of one image do not collide once they have their own names.
 */
public sealed interface Seat {
    /** The slot inside a period. */
    Slot in(Period period);

    /** Why it is that slot, in a few words. */
    String why();

    /** Without a number: a hash of the name. Even at large numbers of nodes, uneven as chance is at small ones. */
    record ByName(NodeName name) implements Seat {
        @Override
        public Slot in(Period period) {
            return new Slot(period, new NameHash().second(name.text(), period.seconds()));
        }

        @Override
        public String why() {
            return "the hash of the name " + name;
        }
    }

    /** A number that no other node has, given at enrolment from 0 on: as even as can be at any number of nodes. */
    record ByIndex(long index) implements Seat {
        /** Checks the number. */
        public ByIndex {
            checked(index);
        }

        @Override
        public Slot in(Period period) {
            return new Slot(period, SlotSequence.of(period).second(index));
        }

        @Override
        public String why() {
            return "index " + index + " with its digits reversed";
        }
    }

    /**
     * A number among the nodes that share a host: a hypervisor or a rack. Each host has the whole sequence for itself, begun at a moment of
     * its own, so that its nodes are as far from each other as can be, however the numbers were given elsewhere.
     */
    record OnHost(String host, long index) implements Seat {
        /** Checks the number. */
        public OnHost {
            checked(index);
            if (host.isBlank()) {
                throw new IllegalArgumentException("a host has a name");
            }
        }

        @Override
        public Slot in(Period period) {
            int second = new ByIndex(index).in(period).second();
            return new Slot(period, (second + beginning(host)) % period.seconds());
        }

        @Override
        public String why() {
            return "index " + index + " on host " + host
                    + " with its digits reversed, begun at the hash of the host's name";
        }
    }

    /** The second of the day at which a host's sequence begins; every period divides the day, so it is a second of each. */
    static int beginning(String host) {
        return new NameHash().second(host, Period.HOURS_24.seconds());
    }

    private static long checked(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("an index counts from 0, not " + index);
        }
        return index;
    }
}
