import { expect, test } from 'vitest'
import { sideBySide, undoAll } from './undo.ts'

const never = () => new Promise<void>(() => undefined)
const patience = { drainMs: 20, momentMs: 20 }

test('what was begun last is ended first, each after the one before', async () => {
  const ended: string[] = []
  const step = (name: string) => async () => {
    await Promise.resolve()
    ended.push(name)
  }
  await undoAll([step('database'), step('pool'), step('listener')], { drainMs: 60_000, momentMs: 1 })
  expect(ended).toEqual(['listener', 'pool', 'database'])
})

test('what does not end is cut off, with a word, and the others have their turn', async () => {
  const ended: string[] = []
  const undone = undoAll([async () => ended.push('database'), never, never, async () => ended.push('log')], patience)
  await expect(undone).rejects.toThrow('did not end within 0.02 s')
  expect(ended).toEqual(['log', 'database'])
})

test('what fails keeps the others from nothing, and is told in the end', async () => {
  const ended: string[] = []
  const fails = async () => Promise.reject(new Error('the pool broke'))
  const steps = [async () => ended.push('database'), sideBySide([fails, async () => ended.push('jobs')])]
  await expect(undoAll(steps, patience)).rejects.toThrow('the pool broke')
  expect(ended).toEqual(['jobs', 'database'])
})

test('steps side by side do not wait for each other, and are over when the last is', async () => {
  let letGo = () => {}
  const ended: string[] = []
  const slow = async () => {
    await new Promise<void>((done) => void (letGo = done))
    ended.push('slow')
  }
  const all = sideBySide([slow, async () => ended.push('quick')])().then(() => ended.push('all'))
  await expect.poll(() => ended).toEqual(['quick'])
  letGo()
  await all
  expect(ended).toEqual(['quick', 'slow', 'all'])
})
