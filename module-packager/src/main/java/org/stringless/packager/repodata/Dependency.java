package org.stringless.packager.repodata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stringless.releasewire.rpm.RpmHeader;

/**
 * One relation of a package to others, as its header states it.
 *
 * @param flags the comparison and what kind of relation it is, rpm's sense bits
 * @param version compared with; empty when there is no comparison
 */
record Dependency(String name, long flags, String version) {
    private static final int LESS = 2;
    private static final int GREATER = 4;
    private static final int EQUAL = 8;
    // PREREQ, SCRIPT_PRE and SCRIPT_POST: needed before the package is installed.
    private static final int BEFORE = 1 << 6 | 1 << 9 | 1 << 10;
    private static final int RPMLIB = 1 << 24;

    /** The kinds that an index names, in its order, with the header's tags of names, flags and versions. */
    enum Kind {
        PROVIDES(1047, 1112, 1113),
        REQUIRES(1049, 1048, 1050),
        CONFLICTS(1054, 1053, 1055),
        OBSOLETES(1090, 1114, 1115),
        SUGGESTS(5049, 5051, 5050),
        ENHANCES(5055, 5057, 5056),
        RECOMMENDS(5046, 5048, 5047),
        SUPPLEMENTS(5052, 5054, 5053);

        private final int names;
        private final int flags;
        private final int versions;

        Kind(int names, int flags, int versions) {
            this.names = names;
            this.flags = flags;
            this.versions = versions;
        }
    }

    /**
     * All of a kind, each (name, comparison, version) as often as the header has it. A package's requirements are named once, and without
     * those that it meets itself or that only rpm can meet.
     */
    static List<Dependency> of(RpmHeader header, Kind kind) {
        List<Dependency> all = read(header, kind);
        if (kind != Kind.REQUIRES) {
            return all;
        }
        Set<String> provided =
                read(header, Kind.PROVIDES).stream().map(Dependency::triple).collect(Collectors.toSet());
        Set<String> own = PackagedFile.of(header).stream()
                .filter(PackagedFile::primary)
                .map(PackagedFile::path)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        return all.stream()
                .filter(one -> (one.flags & RPMLIB) == 0 && !one.name.startsWith("rpmlib("))
                .filter(one -> !provided.contains(one.triple()) && !own.contains(one.name))
                .filter(one -> seen.add(one.triple() + one.before()))
                .toList();
    }

    private static List<Dependency> read(RpmHeader header, Kind kind) {
        List<String> names = header.texts(kind.names);
        long[] flags = header.numbers(kind.flags);
        List<String> versions = header.texts(kind.versions);
        List<Dependency> dependencies = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            dependencies.add(new Dependency(
                    names.get(i), i < flags.length ? flags[i] : 0, i < versions.size() ? versions.get(i) : ""));
        }
        return dependencies;
    }

    private String triple() {
        return name + "\0" + comparison() + "\0" + version + "\0";
    }

    /** {@code LT}, {@code LE}, {@code EQ}, {@code GE}, {@code GT}, or an empty text. */
    String comparison() {
        return switch ((int) (flags & (LESS | GREATER | EQUAL))) {
            case LESS -> "LT";
            case LESS | EQUAL -> "LE";
            case EQUAL -> "EQ";
            case GREATER | EQUAL -> "GE";
            case GREATER -> "GT";
            default -> "";
        };
    }

    /** Whether it must be there before the package is installed. */
    boolean before() {
        return (flags & BEFORE) != 0;
    }

    /** Epoch of the version, {@code 0} when it names none. */
    String epoch() {
        int colon = version.indexOf(':');
        return colon < 0 ? "0" : version.substring(0, colon);
    }

    /** The version without epoch and release. */
    String upstream() {
        String rest = version.substring(version.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    /** The release, or an empty text when the version names none. */
    String release() {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? "" : version.substring(dash + 1);
    }
}
