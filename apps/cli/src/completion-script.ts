import type { Command, CommandNode } from "./command.js";
import { allOptions } from "./global-options.js";
import { flagName } from "./option.js";

export type Shell = "bash" | "zsh" | "fish" | "pwsh";
export const shells = ["bash", "zsh", "fish", "pwsh"] as const;

/**
 * The words that may follow each sequence of words, from the definitions of the commands. An option that takes a value has an
 * entry of its own, `send --priority=`: the words it takes, or none where only the user knows, so that files are offered.
 */
function completionTable(roots: Readonly<Record<string, CommandNode>>): Readonly<Record<string, readonly string[]>> {
  const table: Record<string, readonly string[]> = { "": [...Object.keys(roots), "--help", "--version"] };
  for (const [name, node] of Object.entries(roots)) addNode(table, [name], node);
  return table;
}

function addNode(table: Record<string, readonly string[]>, path: readonly string[], node: CommandNode): void {
  if (node.kind === "command") {
    table[path.join(" ")] = commandWords(node);
    for (const [name, option] of Object.entries(allOptions(node))) {
      if (option.kind !== "flag")
        table[`${path.join(" ")} ${flagName(name)}=`] = option.kind === "choice" ? option.choices : [];
    }
  } else {
    table[path.join(" ")] = [...Object.keys(node.commands), "--help"];
    for (const [word, child] of Object.entries(node.commands)) addNode(table, [...path, word], child);
  }
}

function commandWords(command: Command): readonly string[] {
  const choices = Object.values(command.arguments).flatMap(({ choices: all, suggestions }) => all ?? suggestions ?? []);
  return [...choices, ...Object.keys(allOptions(command)).map(flagName), "--help"];
}

/**
 * A script that looks up the longest known sequence among the words typed so far and offers what may follow it. The
 * words hold letters, digits and dashes only, so that they need no quoting in any shell.
 */
export function completionScript(shell: Shell, roots: Readonly<Record<string, CommandNode>>): string {
  const table = completionTable(roots);
  for (const words of Object.values(table)) {
    for (const word of words)
      if (!/^[a-z0-9-]+$/i.test(word)) throw new Error(`"${word}" cannot stand in a completion script`);
  }
  return scripts[shell](table);
}

type Table = Readonly<Record<string, readonly string[]>>;

const shellCases = (table: Table, quote: (words: string) => string) =>
  Object.entries(table)
    .map(([path, words]) => `    "${path}") ${quote(words.join(" "))} ;;`)
    .join("\n");

const scripts: Readonly<Record<Shell, (table: Table) => string>> = {
  bash: (table) => `# bash completion of nh. Use it with: source <(nh completion bash)
_nh_words() {
  case "$1" in
${shellCases(table, (words) => `echo "${words}"`)}
    *) return 1 ;;
  esac
}
_nh() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" next="" index
  words="$(_nh_words "")"
  for ((index = 1; index < COMP_CWORD; index++)); do
    next="\${path:+$path }\${COMP_WORDS[index]}"
    if _nh_words "$next" >/dev/null; then path="$next"; words="$(_nh_words "$path")"; fi
  done
  next="$path \${COMP_WORDS[COMP_CWORD - 1]}="
  if _nh_words "$next" >/dev/null; then words="$(_nh_words "$next")"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _nh nh
`,
  zsh: (table) => `#compdef nh
# zsh completion of nh. Use it with: nh completion zsh > "\${fpath[1]}/_nh"
_nh_words() {
  case "$1" in
${shellCases(table, (words) => `echo "${words}"`)}
    *) return 1 ;;
  esac
}
_nh() {
  local path_words="" found="" next="" index
  found="$(_nh_words "")"
  for ((index = 2; index < CURRENT; index++)); do
    next="\${path_words:+$path_words }\${words[index]}"
    if _nh_words "$next" >/dev/null; then path_words="$next"; found="$(_nh_words "$path_words")"; fi
  done
  next="$path_words \${words[CURRENT - 1]}="
  if _nh_words "$next" >/dev/null; then found="$(_nh_words "$next")"; fi
  compadd -- \${=found} || _files
}
if [ "$funcstack[1]" = "_nh" ]; then _nh "$@"; else compdef _nh nh; fi
`,
  fish: (table) => `# fish completion of nh. Use it with: nh completion fish > ~/.config/fish/completions/nh.fish
function __nh_words
  switch "$argv"
${Object.entries(table)
  .map(
    ([path, words]) => `    case "${path}"\n      ${words.length === 0 ? "true" : `printf '%s\\n' ${words.join(" ")}`}`,
  )
  .join("\n")}
    case '*'
      return 1
  end
end
function __nh_complete
  set -l path
  set -l typed (commandline -opc)
  for word in $typed[2..-1]
    if __nh_words $path $word >/dev/null
      set path $path $word
    end
  end
  __nh_words $path "$typed[-1]=" || __nh_words $path
end
complete -c nh -a "(__nh_complete)"
`,
  pwsh: (table) => `# PowerShell completion of nh. Use it with: nh completion pwsh | Out-String | Invoke-Expression
$script:nhWords = @{
${Object.entries(table)
  .map(([path, words]) => `  "${path}" = "${words.join(" ")}"`)
  .join("\n")}
}
Register-ArgumentCompleter -Native -CommandName nh -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -ne "") { $typed = @($typed | Select-Object -SkipLast 1) }
  $path = ""
  foreach ($word in $typed) {
    $next = "$path $word".Trim()
    if ($script:nhWords.ContainsKey($next)) { $path = $next }
  }
  $key = "$path $($typed | Select-Object -Last 1)="
  if (-not $script:nhWords.ContainsKey($key)) { $key = $path }
  $script:nhWords[$key].Split(" ") | Where-Object { $_ -and $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, "ParameterValue", $_)
  }
}
`,
};
