import { letterOf, sayFacts, sayInstant, signature, signIn } from './rules.ts'
import type { ApprovalNews, Letter } from './rules.ts'

/** The link stands as it is: nothing in it may be set apart. */
export function sayApprovalWanted(news: ApprovalNews, link: string | null, publicUrl: string | undefined): Letter {
  const until = news.lapsesAt ? ` Unless it is approved by ${sayInstant(news.lapsesAt)}, it is canceled.` : ''
  const { subject, text } = letterOf(`${news.partnerName} asks you to approve an order`, [
    `${news.memberName} of ${news.partnerName} has placed an order on behalf of ${news.customerName}.` +
      ` It waits for your approval, and nothing is bought before.${until}`,
    sayFacts(news),
    `To approve or reject it, ${signIn(publicUrl)} and open Orders.`,
  ])
  const offer = `Or decide on this page, once. The link is yours alone: do not pass it on.\n${link}\n\n`
  return { subject, text: link === null ? text : `${text.slice(0, -signature.length)}${offer}${signature}` }
}
