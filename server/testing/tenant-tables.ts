import type pg from 'pg'

/** Tables that belong to no channel. Each is named here; any other table is a tenant's. */
export const plain = {
  reference: ['brokers', 'letters', 'offers', 'plans', 'regions', 'services'],
  signIn: [
    'approval_links',
    'identities',
    'memberships',
    'sessions',
    'sign_in_attempts',
    'sign_in_tries',
    'verification_codes',
  ],
  factors: [
    'authenticator_apps',
    'factor_tries',
    'passkey_challenges',
    'passkeys',
    'password_resets',
    'recovery_codes',
  ],
  singleSignOn: [
    'account_domains',
    'identity_providers',
    'single_sign_on_attempts',
    'single_sign_on_starts',
    'single_sign_on_subjects',
  ],
  programs: ['acting_tokens', 'api_keys'],
  directory: ['accounts'],
  machinery: ['clock', 'migrations', 'migrations_lock'],
  sandbox: ['kept_mail', 'sandbox_logins'],
}
export const plainTables = Object.values(plain).flat()

/** Every table of the migrated database that is not named as plain. */
export async function findTenantTables(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'procura'::regnamespace and relkind in ('r', 'p') order by relname`,
  )
  return rows.map(({ relname }) => relname).filter((name) => !plainTables.includes(name))
}
