import { expect, test } from 'vitest'
import { safeReturnTo } from './return-to.ts'

const origin = 'https://procura.example'

test.each(['/customers?id=cus_1#row', '/acting/act_1/orders', '/home'])('%s is where one was', (wanted) => {
  expect(safeReturnTo(wanted, origin)).toBe(wanted)
})

test.each([
  'https://evil.example/home',
  '//evil.example/home',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  'https://procura.example.evil.example/',
  'home',
  '',
  undefined,
])('%j leads home, for it is no address of this console', (wanted) => {
  expect(safeReturnTo(wanted, origin)).toBe('/home')
})

test('signing in does not lead to signing in', () => {
  expect(safeReturnTo('/sign-in?returnTo=%2Fsign-in', origin)).toBe('/home')
})
