package org.stringless.packager.rpm;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;
import org.redline_rpm.Builder;
import org.redline_rpm.Dependency;
import org.redline_rpm.header.Flags;
import org.redline_rpm.header.Header.HeaderTag;

/** Redline, with the dependencies on rpm's own features that it leaves to its caller. */
final class RedlineBuilder extends Builder {
    /** Adds all relations, and what rpm must know to understand them; sorted by name, as rpm expects. To be called behind setPackage. */
    void relations(Collection<RpmRelation> needs, Collection<RpmRelation> gives) {
        for (RpmRelation relation : needs) {
            addDependency(relation.name(), relation.comparison().flags(), relation.version());
        }
        for (RpmRelation relation : gives) {
            addProvides(relation.name(), relation.version());
        }
        feature("FileDigests", "4.6.0-1");
        if (requires.stream().anyMatch(relation -> relation.getName().startsWith("("))) {
            feature("RichDependencies", "4.12.0-1");
        }
        if (Stream.concat(requires.stream(), provides.values().stream())
                .anyMatch(relation -> (relation.getName() + relation.getVersion()).indexOf('~') >= 0)) {
            feature("TildeInVersions", "4.10.0-1");
        }
        requires.sort(Comparator.comparing(Dependency::getName));
    }

    /** Says that the payload is packed by xz; the payload itself is packed anew afterwards. */
    void packedByXz() {
        addHeaderEntry(HeaderTag.PAYLOADCOMPRESSOR, "xz");
        feature("PayloadIsXz", "5.2-1");
        requires.sort(Comparator.comparing(Dependency::getName));
    }

    private void feature(String name, String since) {
        requires.add(new Dependency("rpmlib(" + name + ")", since, Flags.LESS | Flags.EQUAL | Flags.RPMLIB));
    }
}
