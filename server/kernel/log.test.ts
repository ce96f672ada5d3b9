import pg from 'pg'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

function logged(values: object): Record<string, unknown> {
  const lines: string[] = []
  openLog('info', { write: (line) => void lines.push(line) }).info(values, 'something')
  return JSON.parse(lines.join('')) as Record<string, unknown>
}

test.each(['password', 'token', 'code', 'clientSecret', 'subject_token', 'cookie', 'authorization'])(
  'a value named %s reaches no line, at its top or two levels below',
  (name) => {
    const line = logged({ [name]: 'hush', body: { [name]: 'hush', kept: 1, deeper: { [name]: 'hush', kept: 2 } } })
    expect(JSON.stringify(line)).not.toContain('hush')
    expect(line).toMatchObject({ body: { kept: 1, deeper: { kept: 2 } }, level: 'info', msg: 'something' })
  },
)

test('an error of the database keeps its code and loses the row that it tells of', () => {
  const err = new pg.DatabaseError('duplicate key value violates unique constraint "identities_email_key"', 0, 'error')
  Object.assign(err, { code: '23505', detail: 'Key (email)=(mina@harbor.example) already exists.', where: 'mina@' })
  const line = logged({ err })
  expect(line['err']).toMatchObject({ code: '23505', message: err.message })
  expect(JSON.stringify(line)).not.toContain('mina@')
})
