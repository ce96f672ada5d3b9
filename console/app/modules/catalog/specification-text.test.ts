import { expect, test } from 'vitest'
import { specificationText } from './specification-text.ts'

test.each([
  [{ vcpus: 2, memoryGiB: 4 }, 'vCPUs 2 · Memory 4 GiB'],
  [{ volumeType: 'SSD', maxIOPS: 20000 }, 'Volume type SSD · Max 20000 IOPS'],
  [{ zones: ['a', 'b'] }, 'Zones ["a","b"]'],
])('%o reads %s', (specification, text) => {
  expect(specificationText(specification)).toBe(text)
})
