package org.stringless.packager.puppetfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

final class PuppetfileTest {
    @Test
    void readsWhatPeopleWrite() {
        Puppetfile read = Puppetfile.read("""
                # the usual head
                forge "https://forgeapi.puppet.com"
                moduledir 'thirdparty'

                mod 'puppetlabs-stdlib', '9.4.1'  # pinned
                mod "puppetlabs/concat", :latest
                mod 'puppetlabs/apt'

                mod 'apache',
                  :git => 'https://example.org/apache.git',
                  # a comment between
                  :tag => 'v1.2.0'
                mod 'ntp', git: 'git@example.org:ntp.git', commit: '0123456789012345678901234567890123456789',
                mod('profile', :local => true)
                mod 'role', {
                  :git            => "https://example.org/role.git",
                  branch: :control_branch,
                  :default_branch => 'main',
                  :install_path   => './site/../site',
                  :exclude_spec   => false,
                }
                moduledir 'more' ; mod 'o/x', type: 'forge', version: '1.0.0-rc1'
                """);

        assertThat(read.forge()).contains("https://forgeapi.puppet.com");
        assertThat(read.modules().stream().map(PuppetfileTest::line))
                .containsExactly(
                        "5 thirdparty/stdlib forge puppetlabs-stdlib 9.4.1",
                        "6 thirdparty/concat forge puppetlabs-concat newest",
                        "7 thirdparty/apt forge puppetlabs-apt newest",
                        "9 thirdparty/apache git https://example.org/apache.git tag v1.2.0",
                        "13 thirdparty/ntp git git@example.org:ntp.git commit 0123456789012345678901234567890123456789",
                        "14 thirdparty/profile local",
                        "15 site/role git https://example.org/role.git control_branch else main with spec",
                        "22 more/x forge o-x 1.0.0-rc1");
    }

    @Test
    void namesTheLineOfTheReferenceNotOfTheModule() {
        Origin.Git git = (Origin.Git) Puppetfile.read("\nmod 'a',\n  :git => '/srv/a',\n  :branch =>\n    'main'\n")
                .modules()
                .get(0)
                .origin();

        assertThat(git.reference().line()).isEqualTo(4);
    }

    @Test
    void leavesBlockCommentsAndTheEndOut() {
        Puppetfile read = Puppetfile.read("=begin\nmod 'a'\n=end\nmod 'o/b', '1.2.3'\n__END__\nmod 'c'\n");

        assertThat(read.modules()).extracting(Declaration::name).containsExactly("b");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("mod 'o/a', '1.0.0'\nif true\nmod 'b'\nend", 2, "'if' is not a declaration that is read"),
                Arguments.of("branch = 'main'", 1, "'branch' is not a declaration that is read"),
                Arguments.of("mod 'a', :git => \"https://x/#{n}\"", 1, "a string with #{ takes its value from Ruby"),
                Arguments.of("mod 'a', :git => ENV['X']", 1, "ENV is not a fixed value"),
                Arguments.of(
                        "mod 'a',\n :git => '/a',\n :svn => 'x'", 3, "the key :svn is not read for a module from Git"),
                Arguments.of("mod 'a', :svn => 'https://x'", 1, "module 'a' names neither :git nor :local"),
                Arguments.of(
                        "mod 'a', :type => 'tarball', :source => 'x'", 1, "modules of type 'tarball' are not read"),
                Arguments.of(
                        "mod 'a', :git => '/a', :tag => 'v1',\n  :branch => 'main'", 2, "names both :tag and :branch"),
                Arguments.of("mod 'a', :git => '/a', :git => '/b'", 1, "the key :git stands there twice"),
                Arguments.of(
                        "mod 'a', :git => '../a', :tag => 'v1'", 1, "'../a' is not a Git repository's whole address"),
                Arguments.of("mod 'a', :git => '/a', :tag => :v1", 1, "the value of :tag is :v1, not a string"),
                Arguments.of(
                        "mod 'a', :git => '/a', :exclude_spec => 'yes'",
                        1,
                        "the value of :exclude_spec is 'yes', not true or false"),
                Arguments.of("mod 'stdlib', '1.0.0'", 1, "a module from the Forge needs its owner"),
                Arguments.of("mod 'o/a', '>= 1.0.0'", 1, "'>= 1.0.0' is not one version on the Forge"),
                Arguments.of("mod 'o/a', '1.0.0', :x => 'y'", 1, ":x is too much for the declaration"),
                Arguments.of("mod 'o/a' '1.0.0'", 1, "'1.0.0' is too much for the declaration"),
                Arguments.of("mod 'O/Bad', '1.0.0'", 1, "'O/Bad' is not a module's name"),
                Arguments.of("mod 'o/a', '1.0.0'\n\nmod 'p/a', '2.0.0'", 3, "module 'a' is declared on line 1 already"),
                Arguments.of("moduledir '../out'", 1, "the directory '../out' lies outside of the environment"),
                Arguments.of("moduledir '/etc'", 1, "the directory '/etc' lies outside of the environment"),
                Arguments.of(
                        "mod 'a', :git => '/a', :install_path => 'x/../../y'",
                        1,
                        "the directory 'x/../../y' lies outside"),
                Arguments.of("mod 'a', :git '/a'", 1, "'/a' stands where => should"),
                Arguments.of("mod('a', :git => '/a'\nmod 'b'", 2, "mod stands where ) should"),
                Arguments.of("mod :a, '1.0.0'", 1, "mod is followed by :a, not by a string"),
                Arguments.of("mod 'a\n', '1'", 1, "a string does not end on its line"),
                Arguments.of("\n=begin\nmod 'a'", 2, "the comment that begins with =begin has no =end"),
                Arguments.of("mod 'o/a', 1.0", 1, "1 is not a fixed value"),
                Arguments.of("%w[a b].each { |m| mod m }", 1, "'%' has no meaning in a declaration"),
                Arguments.of("mod 'o/a', \"1\\x2e0\"", 1, "the escape \\x in a string is not read"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String text, int line, String problem) {
        Failure failure = catchThrowableOfType(Failure.class, () -> Puppetfile.read(text));

        assertThat(failure).as(text).isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.PUPPETFILE_REFUSED);
        assertThat(failure.sentence())
                .startsWith("Puppetfile line " + line + ": ")
                .contains(problem);
        assertThat(List.of(failure.sentence(), failure.next())).allMatch(sentence -> sentence.endsWith("."));
    }

    private static String line(Declaration module) {
        String origin;
        if (module.origin() instanceof Origin.Git git) {
            origin = "git " + git.url() + " " + git.reference()
                    + git.defaultBranch().map(branch -> " else " + branch).orElse("");
        } else if (module.origin() instanceof Origin.Forge forge) {
            origin = "forge " + forge.module() + " " + forge.version().orElse("newest");
        } else {
            origin = "local";
        }
        return module.line() + " " + module.path() + " " + origin + (module.excludeSpec() ? "" : " with spec");
    }
}
