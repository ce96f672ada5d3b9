import { consoleKinds, screenTexts, urlPlace } from './console.ts'
import { aliasUse, doors, rooms } from './imports.ts'
import { kinds, migrations, namedDoors, oneFunction, parses, pureRules, sqlPlace } from './kinds.ts'
import { fileSizes, functionSizes, lineLengths } from './sizes.ts'
import type { Finding, Rule, SourceFile } from './source.ts'
import { clockAndChance, commentManners, consoleCalls, looseTypes, testsRun } from './syntax.ts'
import { fileNames, identifiers } from './words.ts'

/** A breach that is allowed for a reason; it covers one rule in one file. */
export interface Waiver {
  readonly rule: string
  readonly path: string
  readonly reason: string
}

/** Every house rule that a program can see. STYLE.md holds the others. */
export const rules: readonly Rule[] = [
  { name: 'parses', check: parses },
  { name: 'rooms', check: rooms },
  { name: 'doors', check: doors },
  { name: 'alias-use', check: aliasUse },
  { name: 'kinds', check: kinds },
  { name: 'one-function', check: oneFunction },
  { name: 'named-doors', check: namedDoors },
  { name: 'sql-place', check: sqlPlace },
  { name: 'pure-rules', check: pureRules },
  { name: 'migrations', check: migrations },
  { name: 'file-sizes', check: fileSizes },
  { name: 'function-sizes', check: functionSizes },
  { name: 'line-lengths', check: lineLengths },
  { name: 'file-names', check: fileNames },
  { name: 'identifiers', check: identifiers },
  { name: 'loose-types', check: looseTypes },
  { name: 'clock-and-chance', check: clockAndChance },
  { name: 'console-calls', check: consoleCalls },
  { name: 'comment-manners', check: commentManners },
  { name: 'tests-run', check: testsRun },
  { name: 'screen-texts', check: screenTexts },
  { name: 'url-place', check: urlPlace },
  { name: 'console-kinds', check: consoleKinds },
]

/** What a rule finds that no waiver covers. */
export function unwaived(rule: Rule, files: readonly SourceFile[], waivers: readonly Waiver[]): Finding[] {
  return rule.check(files).filter((found) => !waivers.some((waiver) => covers(waiver, rule, found)))
}

/** Waivers that cover nothing any more, name no rule, or give no reason worth reading. */
export function idleWaivers(files: readonly SourceFile[], waivers: readonly Waiver[]): string[] {
  return waivers.flatMap((waiver) => {
    const { rule: name, path, reason } = waiver
    const rule = rules.find((one) => one.name === name)
    if (!rule) return [`${path}: there is no rule ${name}`]
    if (reason.trim().length < 20) return [`${path}: the waiver of ${name} gives no reason`]
    if (rule.check(files).some((found) => covers(waiver, rule, found))) return []
    return [`${path}: the waiver of ${name} is no longer needed; delete it`]
  })
}

export function say({ path, line, reason, instead }: Finding): string {
  return `${path}:${line}  ${reason}. Right: ${instead}.`
}

function covers(waiver: Waiver, rule: Rule, found: Finding): boolean {
  return waiver.rule === rule.name && waiver.path === found.path
}
