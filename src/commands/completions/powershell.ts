import { powershellText } from '../../core/shell.ts';
import {
  type CompletedCommand,
  completedCommands,
  optionsWithValue,
  type ValueHint,
  valueOptions,
} from './words.ts';

/** Makes of the AST of the command line what was typed before the cursor, and decides what is being typed there. */
const typedSoFar = `    $typed = $wordToComplete -replace $quotes, ''
    $command = ''
    $option = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        # What the cursor stands at is being typed.
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $element.ToString() }
        # What stands behind it is another program's.
        if ($word -ceq '--') { return }
        if ($option -ne '') { $option = '' }
        elseif ($takes -ccontains $word) { $option = $word }
        elseif ($command -eq '' -and -not $word.StartsWith('-')) { $command = $word }
    }
    $front = ''
    if ($option -eq '' -and $typed -cmatch '^(--[a-z-]+)=(.*)$') {
        $option = $Matches[1]
        $front = $option + '='
        $typed = $Matches[2] -replace $quotes, ''
    }
`;

/** Names come as UTF-8, which Windows PowerShell expects of nobody. What the last program ended with is left as it was. */
const profiles = `                $code = $global:LASTEXITCODE
                $encoding = [Console]::OutputEncoding
                try {
                    [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
                    foreach ($name in @(amplify-tui completions profile-names 2>$null)) { $offers[$name] = $name }
                } finally {
                    [Console]::OutputEncoding = $encoding
                    $global:LASTEXITCODE = $code
                }`;

const offered = `    foreach ($name in $offers.Keys) {
        if (-not $name.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) { continue }
        # Each quotation mark that PowerShell takes for a single one stands twice.
        $text = if ($name -cmatch '^[\\p{L}_-][\\w./:+-]*$') { $name } else { "'" + ($name -replace "['\\u2018-\\u201B]", '$0$0') + "'" }
        [System.Management.Automation.CompletionResult]::new($front + $text, $name, 'ParameterValue', $offers[$name])
    }
`;

/**
 * The completion script for PowerShell, from Windows PowerShell 5.1 on, in ASCII: that reads a file without a mark as text of the system's
 * old code page. Where nothing is offered, PowerShell offers files.
 */
export function powershellScript(): string {
  const commands = completedCommands();
  const named = commands.filter(({ name }) => name !== '');
  return `# Completion of amplify-tui for PowerShell. Load it in $PROFILE: amplify-tui completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName amplify-tui -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $quotes = '^[''"]|[''"]$'
    $takes = ${listOf(optionsWithValue())}
${typedSoFar}    # Unlike a hashtable it tells capitals apart.
    $offers = New-Object System.Collections.Specialized.OrderedDictionary
    if ($option -ne '') {
        switch -CaseSensitive ($option) {
${valueOptions().flatMap(valueBranch).join('\n')}
            default { return }
        }
    } elseif ($command -eq '' -and -not $typed.StartsWith('-')) {
        $offers = ${tableOf(named.map(({ name, text }) => [name, text]))}
    } else {
        switch -CaseSensitive ($command) {
${commands.map(branchOf).join('\n')}
        }
    }
${offered}}
`;
}

/** What a command takes: options behind a dash, its words otherwise. */
function branchOf({ name, options, operands }: CompletedCommand): string {
  const flags = options.flatMap(({ name: long, short, text }) => [
    [`--${long}`, text] as const,
    ...(short ? [[`-${short}`, text] as const] : []),
  ]);
  const words = operands.map((word) => [word, word] as const);
  const chosen =
    words.length === 0
      ? `if ($typed.StartsWith('-')) { $offers = ${tableOf(flags)} }`
      : `$offers = if ($typed.StartsWith('-')) { ${tableOf(flags)} } else { ${tableOf(words)} }`;
  return `            ${powershellText(name)} { ${chosen} }`;
}

/** What is offered for the value of an option; for all others PowerShell offers files. */
function valueBranch({ name, value }: { readonly name: string; readonly value: ValueHint }): string[] {
  const branch = (lines: string) => [`            '--${name}' {\n${lines}\n            }`];
  if (value.kind === 'profiles') return branch(profiles);
  if (value.kind !== 'words') return [];
  return branch(`                foreach ($name in ${listOf(value.words)}) { $offers[$name] = $name }`);
}

function listOf(words: readonly string[]): string {
  return `@(${words.map(powershellText).join(', ')})`;
}

function tableOf(rows: readonly (readonly [name: string, text: string])[]): string {
  return `[ordered]@{ ${rows.map(([name, text]) => `${powershellText(name)} = ${powershellText(text)}`).join('; ')} }`;
}
