package org.stringless.packager.puppetfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.model.module.ModuleName;
import org.stringless.packager.puppetfile.Token.Kind;

/** What one {@code mod} says, and what r10k makes of it. */
record ModuleLine(String title, Optional<Token> version, Map<String, Option> options, int line) {
    // r10k's own rule, narrowed to names that Puppet can autoload.
    private static final Pattern TITLE = Pattern.compile("(?:([A-Za-z0-9_]+)[-/])?([a-z][a-z0-9_]*)");
    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?");
    private static final List<String> REFERENCES = List.of("branch", "tag", "commit", "ref");
    private static final Set<String> GIT_KEYS = Set.of(
            "git",
            "type",
            "source",
            "version",
            "branch",
            "tag",
            "commit",
            "ref",
            "default_branch",
            "install_path",
            "exclude_spec");
    private static final Set<String> FORGE_KEYS = Set.of("type", "version", "install_path", "exclude_spec");
    private static final Set<String> LOCAL_KEYS = Set.of("type", "local", "install_path", "exclude_spec");

    Declaration declaration(String moduleDirectory) {
        Matcher form = TITLE.matcher(title);
        if (!form.matches()) {
            throw Refusal.at(
                    line,
                    "'" + title + "' is not a module's name",
                    "Write 'owner-name', 'owner/name' or 'name'; the name has lower-case letters, digits and underscores.");
        }
        String name = form.group(2);
        Option installPath = options.get("install_path");
        String directory =
                installPath == null ? moduleDirectory : ModulePath.normalized(text("install_path"), installPath.line());
        return new Declaration(name, ModulePath.join(directory, name), origin(), flag("exclude_spec", true), line);
    }

    private Origin origin() {
        if (version.isPresent() || options.isEmpty()) {
            return forge(version);
        }
        if (flag("local", false) || type().equals("local")) {
            known(LOCAL_KEYS, "a local module");
            return new Origin.Local();
        }
        if (options.containsKey("git") || type().equals("git")) {
            known(GIT_KEYS, "a module from Git");
            return git();
        }
        if (type().equals("forge")) {
            known(FORGE_KEYS, "a module from the Forge");
            return forge(Optional.ofNullable(options.get("version")).map(Option::value));
        }
        Option type = options.get("type");
        if (type != null) {
            throw Refusal.at(type.line(), "modules of type '" + type() + "' are not read");
        }
        Map.Entry<String, Option> first = options.entrySet().iterator().next();
        throw Refusal.at(
                first.getValue().line(),
                "module '" + title + "' names neither :git nor :local, and :" + first.getKey() + " is no source");
    }

    private String type() {
        return options.containsKey("type") ? text("type") : "";
    }

    private Origin forge(Optional<Token> asked) {
        ModuleName module;
        try {
            module = ModuleName.parse(title);
        } catch (IllegalArgumentException e) {
            throw Refusal.at(
                    line,
                    "a module from the Forge needs its owner: '" + title + "'",
                    "Write 'owner-name' or 'owner/name', or add :git or :local.");
        }
        Optional<Token> named = asked.filter(token -> !token.is(Kind.WORD, "nil") && !token.is(Kind.SYMBOL, "latest"));
        named.ifPresent(token -> {
            if (!token.is(Kind.STRING) || !VERSION.matcher(token.text()).matches()) {
                throw Refusal.at(
                        token.line(),
                        token.shown() + " is not one version on the Forge",
                        "Write the exact version, such as '9.4.1'.");
            }
        });
        return new Origin.Forge(module, named.map(Token::text));
    }

    private Origin git() {
        String key = options.containsKey("git") ? "git" : "source";
        Option source = options.get(key);
        if (source == null) {
            throw Refusal.at(line, "module '" + title + "' names no Git repository");
        }
        String url = text(key);
        if (!url.matches("[A-Za-z][A-Za-z0-9+.-]*://.+|/.+|[^/:]+:.+")) {
            throw Refusal.at(
                    source.line(),
                    "'" + url + "' is not a Git repository's whole address",
                    "Write an https:, ssh: or file: address, user@host:path, or an absolute path.");
        }
        return new Origin.Git(
                url,
                reference(),
                options.containsKey("default_branch") ? Optional.of(text("default_branch")) : Optional.empty());
    }

    private GitReference reference() {
        List<String> named = options.keySet().stream()
                .filter(key -> REFERENCES.contains(key) || key.equals("version"))
                .toList();
        if (named.size() > 1) {
            throw Refusal.at(
                    option(named.get(1)).line(),
                    "module '" + title + "' names both :" + named.get(0) + " and :" + named.get(1),
                    "Leave one of them.");
        }
        if (named.isEmpty()) {
            return new GitReference(GitReference.Kind.NONE, "", line);
        }
        Option option = option(named.get(0));
        if (option.value().is(Kind.SYMBOL, "control_branch")) {
            return new GitReference(GitReference.Kind.CONTROL_BRANCH, "", option.line());
        }
        GitReference.Kind kind = switch (named.get(0)) {
            case "branch" -> GitReference.Kind.BRANCH;
            case "tag" -> GitReference.Kind.TAG;
            case "commit" -> GitReference.Kind.COMMIT;
            default -> GitReference.Kind.REF;
        };
        String text = text(named.get(0));
        if (text.isEmpty() || text.startsWith("-") || text.contains("..")) {
            throw Refusal.at(option.line(), "'" + text + "' is not a Git reference");
        }
        return new GitReference(kind, text, option.line());
    }

    private void known(Set<String> keys, String what) {
        options.forEach((key, option) -> {
            if (!keys.contains(key)) {
                throw Refusal.at(option.line(), "the key :" + key + " is not read for " + what);
            }
        });
    }

    private Option option(String key) {
        Option option = options.get(key);
        if (option == null) {
            throw new IllegalStateException("asked only for keys that are there: " + key);
        }
        return option;
    }

    private String text(String key) {
        Option option = option(key);
        boolean symbolic = key.equals("type") && option.value().is(Kind.SYMBOL);
        if (!option.value().is(Kind.STRING) && !symbolic) {
            throw Refusal.at(
                    option.line(),
                    "the value of :" + key + " is " + option.value().shown() + ", not a string");
        }
        return option.value().text();
    }

    private boolean flag(String key, boolean otherwise) {
        Option option = options.get(key);
        if (option == null || option.value().is(Kind.WORD, "nil")) {
            return otherwise;
        }
        if (option.value().is(Kind.WORD, "true") || option.value().is(Kind.WORD, "false")) {
            return option.value().text().equals("true");
        }
        throw Refusal.at(
                option.line(), "the value of :" + key + " is " + option.value().shown() + ", not true or false");
    }
}
