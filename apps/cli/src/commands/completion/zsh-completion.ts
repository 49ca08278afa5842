import { type CompletionPlace, type CompletionTable, type CompletionWord, safeName } from "./completion-table.js";

export const zshCompletion = (table: CompletionTable): string => `#compdef nh
# zsh completion of nh. Use it with: nh completion zsh > "\${fpath[1]}/_nh"
_nh_place() {
  found=() lookup=""
  case "$1" in
${[...table].map(([key, place]) => `    "${key}") ${assignments(place)} ;;`).join("\n")}
    *) return 1 ;;
  esac
}
_nh() {
  local node=nh option="" current="\${words[CURRENT]}" free="" lookup="" word=""
  local -a found
  integer taken=0 index
  for ((index = 2; index < CURRENT; index++)); do
    word="\${(Q)words[index]}"
    if [[ -n $option ]]; then option=""
    elif [[ -z $free && $word == -- ]]; then free=1
    elif [[ -z $free && $word == -* ]]; then
      if _nh_place "$word $node"; then option="$word"; fi
    elif ((taken == 0)) && _nh_place "$node $word"; then node="$node $word"
    else ((taken += 1)); fi
  done
  if [[ -n $option ]]; then _nh_place "$option $node"
  elif [[ -z $free && $current == --*=* ]]; then _nh_place "\${current%%=*} $node"; compset -P '*='
  elif [[ -z $free && $current == -* ]]; then _nh_place "- $node"
  else
    _nh_place "$node"
    if ((\${#found} == 0)); then
      _nh_place "$((taken + 1)) $node" || _nh_place "+ $node" || { [[ -z $free ]] && _nh_place "- $node"; }
    fi
  fi
  if [[ $lookup == profiles ]]; then
    found=(\${(f)"$(nh profile list 2>/dev/null | cut -f2 | grep -E '${safeName}')"})
  fi
  if [[ $lookup == files ]]; then _files
  elif [[ $lookup == folders ]]; then _files -/
  elif ((\${#found} > 0)); then _describe nh found
  else return 1; fi
}
if [ "$funcstack[1]" = "_nh" ]; then _nh "$@"; else compdef _nh nh; fi
`;

function assignments({ words, lookup }: CompletionPlace): string {
  const found = words.length === 0 ? [] : [`found=(${words.map(described).join(" ")})`];
  return [...found, ...(lookup === undefined ? [] : [`lookup=${lookup}`])].join(" ");
}

/**
 * `_describe` splits at the first colon, which a word never holds, and treats a backslash as an
 * escape.
 */
const described = ({ word, description }: CompletionWord): string =>
  description === "" ? word : quote(`${word}:${description.replaceAll("\\", "\\\\")}`);

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
