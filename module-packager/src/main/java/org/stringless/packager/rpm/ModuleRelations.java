package org.stringless.packager.rpm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stringless.model.module.ModuleName;
import org.stringless.packager.rpm.RpmRelation.Comparison;
import org.stringless.packager.tree.ModuleMetadata;
import org.stringless.packager.version.Interval;
import org.stringless.packager.version.ModuleVersion;
import org.stringless.packager.version.VersionRange;

/**
 * What a module gives and needs, in RPM's words: each provides {@code puppet-module(owner-name) = VERSION} and requires its dependencies'.
 * An excluded upper bound 10.0.0 becomes {@code < 10.0.0~}: without the tilde, 10.0.0's own pre-releases would be let in.
 */
final class ModuleRelations {
    private ModuleRelations() {}

    static List<RpmRelation> provides(ModuleMetadata metadata) {
        return List.of(RpmRelation.equal(
                capability(metadata.name()), metadata.version().rpm()));
    }

    static List<RpmRelation> requires(ModuleMetadata metadata) {
        return metadata.dependencies().stream()
                .flatMap(dependency -> requires(dependency.module(), dependency.range()).stream())
                .toList();
    }

    /** Nothing for any version, a line for each bound of one interval, a rich dependency for several intervals. */
    static List<RpmRelation> requires(ModuleName module, VersionRange range) {
        List<Interval> alternatives = range.alternatives();
        if (alternatives.size() == 1) {
            return bounds(capability(module), alternatives.get(0));
        }
        return List.of(RpmRelation.any(alternatives.stream()
                .map(interval -> rich(bounds(capability(module), interval)))
                .collect(Collectors.joining(" or ", "(", ")"))));
    }

    private static String rich(List<RpmRelation> bounds) {
        String text = bounds.stream().map(RpmRelation::toString).collect(Collectors.joining(" with "));
        return bounds.size() == 1 ? text : "(" + text + ")";
    }

    private static List<RpmRelation> bounds(String capability, Interval interval) {
        List<RpmRelation> relations = new ArrayList<>(2);
        if (interval.single()) {
            relations.add(
                    RpmRelation.equal(capability, interval.low().get().version().rpm()));
            return relations;
        }
        interval.low()
                .ifPresent(bound -> relations.add(new RpmRelation(
                        capability,
                        bound.inclusive() ? Comparison.AT_LEAST : Comparison.GREATER,
                        bound.version().rpm())));
        interval.high()
                .ifPresent(bound -> relations.add(
                        bound.inclusive()
                                ? new RpmRelation(
                                        capability,
                                        Comparison.AT_MOST,
                                        bound.version().rpm())
                                : new RpmRelation(capability, Comparison.LESS, beforePrereleases(bound.version()))));
        return relations;
    }

    private static String beforePrereleases(ModuleVersion version) {
        return version.stable() ? version.rpm() + "~" : version.rpm();
    }

    private static String capability(ModuleName module) {
        return "puppet-module(" + module + ")";
    }
}
