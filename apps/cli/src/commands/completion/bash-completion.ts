import { type CompletionPlace, type CompletionTable, safeName } from "./completion-table.js";

/**
 * Works with the bash 3.2 of macOS, which has no `compopt` and so offers file names where nothing
 * is known. Bash breaks words at `=` and `:`, which the script undoes first. Bash has no place for
 * descriptions.
 */
export const bashCompletion = (
  table: CompletionTable,
): string => `# bash completion of nh. Use it with: source <(nh completion bash)
_nh_place() {
  found="" lookup=""
  case "$1" in
${[...table].map(([key, place]) => `    "${key}") ${assignments(place)} ;;`).join("\n")}
    *) return 1 ;;
  esac
}
_nh() {
  local node=nh option="" current="" free="" found="" lookup="" word last="" index taken=0 count=0
  local -a typed
  typed=()
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if ((count > 0)) && [[ $word == [=:]* || $last == [=:] ]]; then typed[count - 1]+="$word"
    else typed[count]="$word"; ((count += 1)); fi
    last="$word"
  done
  current="\${typed[count - 1]}"
  for ((index = 0; index < count - 1; index++)); do
    word="\${typed[index]}"
    if [[ -n $option ]]; then option=""
    elif [[ -z $free && $word == -- ]]; then free=1
    elif [[ -z $free && $word == -* ]]; then
      if _nh_place "$word $node"; then option="$word"; fi
    elif ((taken == 0)) && _nh_place "$node $word"; then node="$node $word"
    else ((taken += 1)); fi
  done
  if [[ -n $option ]]; then _nh_place "$option $node"
  elif [[ -z $free && $current == --*=* ]]; then _nh_place "\${current%%=*} $node"; current="\${current#*=}"
  elif [[ -z $free && $current == -* ]]; then _nh_place "- $node"
  else
    _nh_place "$node"
    if [[ -z $found ]]; then
      _nh_place "$((taken + 1)) $node" || _nh_place "+ $node" || { [[ -z $free ]] && _nh_place "- $node"; }
    fi
  fi
  COMPREPLY=()
  if [[ $lookup == files ]]; then return; fi
  compopt +o default 2>/dev/null
  if [[ $lookup == folders ]]; then compopt -o dirnames 2>/dev/null; return; fi
  if [[ $lookup == profiles ]]; then found="$(nh profile list 2>/dev/null | cut -f2 | grep -E '${safeName}')"; fi
  COMPREPLY=($(compgen -W "$found" -- "$current"))
}
complete -o default -F _nh nh
`;

function assignments({ words, lookup }: CompletionPlace): string {
  const found = words.length === 0 ? [] : [`found="${words.map(({ word }) => word).join(" ")}"`];
  return [...found, ...(lookup === undefined ? [] : [`lookup=${lookup}`])].join(" ");
}
