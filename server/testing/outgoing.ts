import { openOutgoing } from '#kernel/outgoing.ts'

/** The way out of a server that asks nobody. */
export const outgoing = openOutgoing({ privateNetworks: true, dnsServers: ['127.0.0.1:1'] })
