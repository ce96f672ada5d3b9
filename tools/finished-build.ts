import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { projectFolder } from '#kernel/project.ts'
import { directoryOf } from '#server/builds.ts'
import type { Buildable } from '#server/builds.ts'

/** A server that still runs serves the build that it began with. */
const keptBuilds = 3
/** A draft this old was left behind by a build that was killed. */
const maxDraftAgeMs = 3_600_000

/**
 * Makes what the sources are now, unless that is done already. It is made beside its place and moved there whole: who
 * finds the directory finds all of it. Sources that change meanwhile are built once more.
 * @param make fills the directory that it is given
 * @returns where it lies
 */
export async function finishBuild(
  build: Buildable,
  make: (draft: string) => Promise<void>,
  project = projectFolder,
): Promise<string> {
  const finished = directoryOf(build, project)
  if (existsSync(finished)) return finished
  const draft = `${finished}.${randomUUID()}`
  try {
    await make(draft)
    if (directoryOf(build, project) !== finished) return await finishBuild(build, make, project)
    moveIntoPlace(draft, finished)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  removeOldBuilds(finished)
  return finished
}

/** Of processes that build the same sources at once one comes first, and its build is as good as ours. */
function moveIntoPlace(draft: string, finished: string): void {
  try {
    renameSync(draft, finished)
  } catch (error) {
    if (!existsSync(finished)) throw error
  }
}

function removeOldBuilds(current: string): void {
  const folder = dirname(current)
  const others = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}(\.|$)/.test(name) && name !== basename(current))
    .map((name) => ({ path: join(folder, name), isDraft: name.includes('.'), madeAt: madeAt(join(folder, name)) }))
    .toSorted((one, other) => other.madeAt - one.madeAt)
  const drafts = others.filter(({ isDraft, madeAt: at }) => isDraft && Date.now() - at > maxDraftAgeMs)
  const builds = others.filter(({ isDraft }) => !isDraft).slice(keptBuilds - 1)
  for (const { path } of [...drafts, ...builds]) rmSync(path, { recursive: true, force: true })
}

/** Zero when another process has just removed it. */
function madeAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
