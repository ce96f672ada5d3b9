import type { LinkSource } from '#kernel/kernel.ts'
import { findMailedMember } from './queries/links.ts'

/** The links by which a customer's members approve orders, as the kernel asks for them. */
export const approvalLinkSource: LinkSource = { find: findMailedMember }
