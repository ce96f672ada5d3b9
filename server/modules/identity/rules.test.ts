import { expect, test } from 'vitest'
import { maskAddress } from './rules.ts'

test.each([
  ['198.51.100.23', '198.51.100.*'],
  ['::ffff:198.51.100.23', '198.51.100.*'],
  ['2001:db8:7:8:1:2:3:4', '2001:db8:7:*'],
  ['2001:db8:7::9', '2001:db8:7:*'],
  ['2001:db8::9', '2001:db8:0:*'],
  ['2001:0db8:0000:0008::9', '2001:db8:0:*'],
  ['2001::5:6:7:8', '2001:0:0:*'],
  ['::1', '0:0:0:*'],
  ['fe80::1%eth0', 'fe80:0:0:*'],
])('of %s no more is shown than the network, %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown)
})
