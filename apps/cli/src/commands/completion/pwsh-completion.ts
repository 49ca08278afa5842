import { type CompletionPlace, type CompletionTable, type CompletionWord, safeName } from "./completion-table.js";

/** PowerShell itself offers file names where a completer returns nothing. */
export const pwshCompletion = (
  table: CompletionTable,
): string => `# PowerShell completion of nh. Use it with: nh completion pwsh | Out-String | Invoke-Expression
$global:nhPlaces = @{
${[...table].map(([key, place]) => `  '${key}' = @(${entries(place)})`).join("\n")}
}
Register-ArgumentCompleter -Native -CommandName nh -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $places = $global:nhPlaces
  $node = 'nh'; $option = ''; $free = $false; $taken = 0; $prefix = ''
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
  foreach ($word in $typed) {
    if ($option) { $option = '' }
    elseif (-not $free -and $word -eq '--') { $free = $true }
    elseif (-not $free -and $word.StartsWith('-')) { if ($places.ContainsKey("$word $node")) { $option = $word } }
    elseif ($taken -eq 0 -and $places.ContainsKey("$node $word")) { $node = "$node $word" }
    else { $taken++ }
  }
  $current = "$wordToComplete"
  if ($option) { $key = "$option $node" }
  elseif (-not $free -and $current.StartsWith('--') -and $current.Contains('=')) {
    $name, $current = $current -split '=', 2
    $prefix = "$name="
    $key = "$name $node"
  }
  elseif (-not $free -and $current.StartsWith('-')) { $key = "- $node" }
  elseif ($places[$node].Count -gt 0) { $key = $node }
  elseif ($places.ContainsKey("$($taken + 1) $node")) { $key = "$($taken + 1) $node" }
  elseif ($places.ContainsKey("+ $node")) { $key = "+ $node" }
  elseif (-not $free) { $key = "- $node" }
  else { return }
  if (-not $places.ContainsKey($key)) { return }
  $entries = $places[$key]
  if ("$entries" -eq ':profiles') {
    $entries = nh profile list 2>$null | ForEach-Object { ($_ -split "\`t")[1] } | Where-Object { $_ -match '${safeName}' }
  }
  foreach ($entry in $entries) {
    $word, $says = $entry -split ' ', 2
    if (-not $word.StartsWith($current)) { continue }
    if (-not $says) { $says = $word }
    [System.Management.Automation.CompletionResult]::new("$prefix$word", $word, 'ParameterValue', $says)
  }
}
`;

const entries = ({ words, lookup }: CompletionPlace): string =>
  lookup === "profiles" ? quote(":profiles") : words.map((word) => quote(entry(word))).join(", ");

const entry = ({ word, description }: CompletionWord): string =>
  description === "" ? word : `${word} ${ascii(description)}`;

/**
 * Windows PowerShell reads program output in the code page of the console, where other characters
 * may become quotes.
 */
const ascii = (text: string): string => text.replaceAll("…", "...").replace(/[^\x20-\x7e]/g, "?");

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
