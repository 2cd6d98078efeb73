package org.stringless.packaging;

import java.util.List;

/**
 * What a package says of itself.
 *
 * @param name for example {@code stringless-node}
 * @param summary one line
 * @param description some sentences
 * @param rpmRequires as a spec file has them, {@code name} or {@code name >= version}
 * @param debDepends as a control file has them
 * @param debRecommends the same
 * @param forOneArchitecture whether it is for one kind of machine only
 */
record Recipe(
        String name,
        String summary,
        String description,
        List<String> rpmRequires,
        String debDepends,
        String debRecommends,
        boolean forOneArchitecture) {
    static final String LICENSE = "Apache-2.0";
    static final String MAINTAINER = "Stringless maintainers <maintainers@stringless.invalid>";

    static Recipe node() {
        return new Recipe(
                "stringless-node",
                "Puppet without a master: the node",
                "Takes signed releases from a repository, applies them with the Puppet of this machine, and keeps a record of each run."
                        + " Brings its own small Java runtime; needs Puppet 7 or 8, or OpenVox 8 or 9.",
                List.of("/bin/sh", "libc.so.6(GLIBC_2.17)(64bit)"),
                "libc6 (>= 2.17)",
                "puppet-agent | openvox-agent",
                true);
    }

    static Recipe builder(String version) {
        return new Recipe(
                "stringless",
                "Puppet without a master: the tools of CI and engineers",
                "Makes signed packages of module trees and control repositories, publishes them, and moves channels.",
                List.of("stringless-node = " + version, "java-headless >= 1:17"),
                "stringless-node (= " + version + "), default-jre-headless (>= 2:1.17) | java17-runtime-headless",
                "git",
                false);
    }

    static Recipe collector(String version) {
        return new Recipe(
                "stringless-collector",
                "Puppet without a master: the collector of run records",
                "Takes run records in, keeps them, and shows the fleet.",
                List.of("stringless-node = " + version, "java-headless >= 1:17"),
                "stringless-node (= " + version + "), default-jre-headless (>= 2:1.17) | java17-runtime-headless",
                "",
                false);
    }
}
