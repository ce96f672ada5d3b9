import { newId } from '#kernel/ids.ts'
import type { Office, PartnerScene } from './office.ts'
import { insertRow } from './rows.ts'

/** A consumption quota of a partner, by the month, in minor units. */
export async function openQuota(
  { owner }: Office,
  partner: PartnerScene,
  { currency = 'USD', maximum = 100_000n }: { currency?: string; maximum?: bigint } = {},
): Promise<string> {
  const id = newId('limit')
  const period = new Date().toISOString().slice(0, 7)
  const about = { channelId: partner.channelId, partnerId: partner.id, kind: 'quota', cadence: 'monthly' }
  await insertRow(owner, 'limits', { ...about, id, currency, maximum, period })
  return id
}
