import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeFor } from '#server/testing/jobs.ts'
import type { CustomerScene } from '#server/testing/office.ts'
import { openScene } from '#server/testing/scene.ts'
import type { Scene } from '#server/testing/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.office.close())

type Kind = 'commitment' | 'authorization'
const textsOf = (word: string) => ({ en: `The letter says ${word}.\n`, 'zh-CN': `函件：${word}。` })
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
const publish = (kind: Kind, word: string) =>
  scene.operator.call('POST', `/v1/letters/${kind}:publish`, { texts: textsOf(word) })
const read = (kind: Kind, query = '') => scene.partner.admin.call('GET', `/v1/letters/${kind}${query}`)
/** What the one who reads a letter accepts by it. */
const accepting = async (kind: Kind, query = '') => {
  const { version, sha256 } = (await read(kind, query)).body as { version?: number; sha256?: string }
  return { version, sha256 }
}
const request = (customer: CustomerScene, more: object = {}) =>
  scene.partner.admin.call('POST', `/v1/customers/${customer.id}/authorizations`, {
    message: 'To order for you',
    scope: { actions: ['view_orders'] },
    commitmentLetterAccepted: true,
    ...more,
  })

test('the operator publishes a new version in every language at once, and old versions stay readable', async () => {
  const before = await read('commitment')
  const published = await publish('commitment', 'one')

  const version = Number(before.body['version']) + 1
  const { en, 'zh-CN': chinese } = textsOf('one')
  expect(published).toMatchObject({
    status: 201,
    body: {
      version,
      letters: [
        { language: 'en', text: en, sha256: sha256Of(en) },
        { language: 'zh-CN', text: chinese, sha256: sha256Of(chinese) },
      ],
    },
  })
  expect((await read('commitment')).body).toMatchObject({ version, text: en })
  expect((await read('commitment', '?language=zh-CN')).body).toMatchObject({ version, text: chinese })
  expect((await read('commitment', `?version=${version - 1}`)).body).toEqual(before.body)
  expect((await read('commitment', `?version=${version + 1}`)).status).toBe(404)
})

test('only the operator’s administrator publishes; operator, partner and customer read', async () => {
  const { office, partner, customer, operator } = scene
  const { rows } = await office.owner.query<{ channel_id: string }>('select channel_id from members where id = $1', [
    operator.memberId,
  ])
  const viewer = await office.member({ id: operator.accountId, channelId: rows[0]?.channel_id ?? '' }, ['viewer'])
  for (const { call } of [viewer, partner.admin, customer.owner]) {
    expect((await call('POST', '/v1/letters/commitment:publish', { texts: textsOf('no') })).status).toBe(403)
    expect((await call('GET', '/v1/letters/commitment')).status).toBe(200)
  }
})

test('a version in one language alone, or without a word, is refused', async () => {
  for (const texts of [{ en: 'Only English' }, { en: ' ', 'zh-CN': ' ' }, { ...textsOf('x'), de: 'Deutsch' }])
    expect((await scene.operator.call('POST', '/v1/letters/commitment:publish', { texts })).status).toBe(400)
})

test('those who publish at once publish one version each', async () => {
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((word) => publish('authorization', word)))
  const versions = answers.map(({ body }) => Number(body['version'])).toSorted((one, other) => one - other)
  expect(versions).toEqual(versions.map((_, place) => Number(versions[0]) + place))
})

test('accepting is bound to the hash of the text that was shown, in whichever language', async () => {
  const { office, partner } = scene
  await publish('commitment', 'two')
  await publish('authorization', 'three')
  const customer = await office.customer(partner)
  const commitmentLetter = await accepting('commitment', '?language=zh-CN')

  const asked = await request(customer, { commitmentLetter })

  expect(asked).toMatchObject({
    status: 201,
    body: {
      commitmentLetterVersion: commitmentLetter.version,
      commitmentLetterSha256: sha256Of(textsOf('two')['zh-CN']),
      authorizationLetterSha256: null,
    },
  })
  const authorizationLetter = await accepting('authorization')
  const approved = await customer.owner.call('POST', `/v1/authorizations/${asked.body.id}:approve`, {
    authorizationLetterAccepted: true,
    authorizationLetter,
    approvalMode: 'automatic',
    verificationCode: await codeFor(office, customer.owner, 'decide_authorization'),
  })
  expect(approved).toMatchObject({
    status: 200,
    body: {
      authorizationLetterVersion: authorizationLetter.version,
      authorizationLetterSha256: sha256Of(textsOf('three').en),
    },
  })
  const logged = await office.owner.query(
    `select detail->>'authorizationLetterSha256' as sha256 from audit_events
     where operation = 'approveAuthorization' and subjects @> $1`,
    [[asked.body.id]],
  )
  expect(logged.rows).toEqual([{ sha256: sha256Of(textsOf('three').en) }])
})

test('a letter that has changed since it was shown is not accepted, by neither side, and the new one is', async () => {
  const { office, partner } = scene
  const customer = await office.customer(partner)
  const stale = { commitment: await accepting('commitment'), authorization: await accepting('authorization') }
  await publish('commitment', 'four')
  await publish('authorization', 'five')
  const now = { commitment: await accepting('commitment'), authorization: await accepting('authorization') }
  const changed = (kind: Kind) => ({ status: 409, body: { code: 'letter_changed', version: now[kind].version } })

  expect(await request(customer, { commitmentLetter: stale.commitment })).toMatchObject(changed('commitment'))
  const mixed = { version: now.commitment.version, sha256: stale.commitment.sha256 }
  expect(await request(customer, { commitmentLetter: mixed })).toMatchObject(changed('commitment'))
  const asked = await request(customer, { commitmentLetter: now.commitment })
  expect(asked.status).toBe(201)

  const verificationCode = await codeFor(office, customer.owner, 'decide_authorization')
  const approve = (authorizationLetter: object) =>
    customer.owner.call('POST', `/v1/authorizations/${asked.body.id}:approve`, {
      authorizationLetterAccepted: true,
      authorizationLetter,
      approvalMode: 'notify',
      verificationCode,
    })
  expect(await approve(stale.authorization)).toMatchObject(changed('authorization'))
  expect(await approve(now.authorization)).toMatchObject({ status: 200, body: { state: 'active' } })
})

test('what was accepted stays written down when the letter changes afterwards', async () => {
  const { office, partner } = scene
  const customer = await office.customer(partner)
  const commitmentLetter = await accepting('commitment')
  const { id } = (await request(customer, { commitmentLetter })).body
  await publish('commitment', 'six')
  const { body } = await customer.owner.call('GET', `/v1/authorizations/${id}`)
  expect(body).toMatchObject({
    commitmentLetterVersion: commitmentLetter.version,
    commitmentLetterSha256: commitmentLetter.sha256,
  })
  const shown = await customer.owner.call('GET', `/v1/letters/commitment?version=${commitmentLetter.version}`)
  expect(shown.body).toMatchObject({ sha256: commitmentLetter.sha256 })
})

test('who accepts without saying which text it was gets the version in force and no hash', async () => {
  const customer = await scene.office.customer(scene.partner)
  const { version } = await accepting('commitment')
  expect(await request(customer)).toMatchObject({
    status: 201,
    body: { commitmentLetterVersion: version, commitmentLetterSha256: null },
  })
})
