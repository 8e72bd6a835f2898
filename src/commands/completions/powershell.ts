import { powershellText } from '../../core/shell.ts';
import {
  type ArgumentPlace,
  argumentPlaces,
  type CompletedCommand,
  completedCommands,
  optionsWithValue,
  type ValueHint,
  valueOptions,
} from './words.ts';

/** Determines from the AST of the command line what was typed before the cursor, and what is being completed. */
const typedSoFar = `    $typed = $wordToComplete -replace $quotes, ''
    $command = ''
    $before = ''
    $option = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        # What the cursor stands at is being typed.
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $word = if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $element.ToString() }
        # What stands behind it is another program's.
        if ($word -ceq '--') { return }
        if ($option -ne '') { $option = '' }
        elseif ($takes -ccontains $word) { $option = $word }
        elseif (-not $word.StartsWith('-')) {
            if ($command -eq '') { $command = $word }
            $before = ($before + ' ' + $word).Trim()
        }
    }
    $front = ''
    if ($option -eq '' -and $typed -cmatch '^(--[a-z-]+)=(.*)$') {
        $option = $Matches[1]
        $front = $option + '='
        $typed = $Matches[2] -replace $quotes, ''
    }
`;

/** Names arrive as UTF-8, which is not Windows PowerShell's default. The exit code of the last program is preserved. */
const names = (which: string) => `                $code = $global:LASTEXITCODE
                $encoding = [Console]::OutputEncoding
                try {
                    [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
                    foreach ($name in @(amplify-tui completions ${which} 2>$null)) { $offers[$name] = $name }
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
 * The completion script for Windows PowerShell 5.1 and later, in ASCII: PowerShell 5.1 reads a file without a byte order
 * mark in the system's old code page. Where it offers nothing, PowerShell offers files.
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
    } elseif ($typed.StartsWith('-')) {
        switch -CaseSensitive ($command) {
${commands.map(branchOf).join('\n')}
        }
    } else {
        switch -CaseSensitive ($before) {
${argumentPlaces().flatMap(placeBranch).join('\n')}
            default { return }
        }
    }
${offered}}
`;
}

/** The options of a command. */
function branchOf({ name, options }: CompletedCommand): string {
  const flags = options.flatMap(({ name: long, short, text }) => [
    [`--${long}`, text] as const,
    ...(short ? [[`-${short}`, text] as const] : []),
  ]);
  return `            ${powershellText(name)} { $offers = ${tableOf(flags)} }`;
}

/** The completions for the place of an argument; everywhere else PowerShell offers files. */
function placeBranch({ after, hint }: ArgumentPlace): string[] {
  return branch(powershellText(after), hint);
}

/** The completions for an option's value; for all others PowerShell offers files. */
function valueBranch({ name, value }: { readonly name: string; readonly value: ValueHint }): string[] {
  return branch(`'--${name}'`, value);
}

function branch(at: string, hint: ValueHint): string[] {
  const lines = offersOf(hint);
  return lines === undefined ? [] : [`            ${at} {\n${lines}\n            }`];
}

function offersOf(hint: ValueHint): string | undefined {
  if (hint.kind === 'profiles') return names('profile-names');
  if (hint.kind === 'environments') return names('environment-names');
  if (hint.kind !== 'words') return undefined;
  return `                foreach ($name in ${listOf(hint.words)}) { $offers[$name] = $name }`;
}

function listOf(words: readonly string[]): string {
  return `@(${words.map(powershellText).join(', ')})`;
}

function tableOf(rows: readonly (readonly [name: string, text: string])[]): string {
  return `[ordered]@{ ${rows.map(([name, text]) => `${powershellText(name)} = ${powershellText(text)}`).join('; ')} }`;
}
