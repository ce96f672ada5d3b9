import Link from '@cloudscape-design/components/link'
import { Fragment } from 'react'

/** A link that a mail leads by; the point at the end of a sentence is none of it. */
const link = /(https?:\/\/\S*[^\s.,;:!?)])/

/** The text of a mail, line by line as it was written, whose links can be followed. */
export function MailText({ text }: { text: string }) {
  const parts = text.split(link)
  return (
    <div className="plain-text">
      {parts.map((part, place) => (
        <Fragment key={parts.slice(0, place + 1).join('')}>
          {link.test(part) ? <Link href={part}>{part}</Link> : part}
        </Fragment>
      ))}
    </div>
  )
}
