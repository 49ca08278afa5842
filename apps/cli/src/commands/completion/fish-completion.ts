import { type CompletionPlace, type CompletionTable, safeName } from "./completion-table.js";

export const fishCompletion = (
  table: CompletionTable,
): string => `# fish completion of nh. Use it with: nh completion fish > ~/.config/fish/completions/nh.fish
function __nh_place
  switch "$argv"
${[...table].map(([key, place]) => `    case "${key}"\n      ${statement(place)}`).join("\n")}
    case '*'
      return 1
  end
end
function __nh_found
  set -l node nh
  set -l option
  set -l free
  set -l taken 0
  set -l typed (commandline -opc)
  set -l current (commandline -ct)
  for word in $typed[2..-1]
    if set -q option[1]
      set option
    else if not set -q free[1]; and test "$word" = --
      set free 1
    else if not set -q free[1]; and string match -q -- '-*' "$word"
      __nh_place "$word $node" >/dev/null; and set option $word
    else if test $taken -eq 0; and __nh_place "$node $word" >/dev/null
      set node "$node $word"
    else
      set taken (math $taken + 1)
    end
  end
  if set -q option[1]
    __nh_place "$option $node"
  else if not set -q free[1]; and string match -q -- '--*=*' "$current"
    set -l name (string replace -r -- '=.*' '' "$current")
    __nh_place "$name $node" | string replace -r -- '^([^:])' "$name=\\$1" | string replace -- :profiles ":profiles $name="
  else if not set -q free[1]; and string match -q -- '-*' "$current"
    __nh_place "- $node"
  else
    set -l verbs (__nh_place "$node")
    if set -q verbs[1]
      printf '%s\\n' $verbs
    else
      __nh_place (math $taken + 1)" $node"; or __nh_place "+ $node"; or begin
        not set -q free[1]; and __nh_place "- $node"
      end
    end
  end
end
function __nh_complete
  set -l found (__nh_found)
  switch "$found[1]"
    case :files
    case :folders
      __fish_complete_directories (commandline -ct)
    case ':profiles*'
      set -l prefix (string replace -r '^:profiles ?' '' -- "$found[1]")
      for name in (nh profile list 2>/dev/null | string split -f2 \\t | string match -r -- '${safeName}')
        echo "$prefix$name"
      end
    case '*'
      printf '%s\\n' $found
  end
end
complete -c nh -f -a "(__nh_complete)"
complete -c nh -n "__nh_found | string match -q :files" -F
`;

/**
 * A tab separates a word from its description. A lookup is requested by a word that cannot be an
 * option or a command.
 */
function statement({ words, lookup }: CompletionPlace): string {
  if (lookup !== undefined) return `echo :${lookup}`;
  if (words.length === 0) return "true";
  return `printf '%s\\t%s\\n' ${words.map(({ word, description }) => `${word} ${quote(description)}`).join(" ")}`;
}

const quote = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;
