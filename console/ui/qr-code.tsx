import { renderSVG } from 'uqr'

interface QrCodeProps {
  readonly text: string
  /** What it is, for whoever does not see it. */
  readonly label: string
}

const quietModules = 4
const sizePx = 200

/** A QR code as a picture: black on white in either theme, since cameras want it so. It never leaves the page. */
export function QrCode({ text, label }: QrCodeProps) {
  const picture = renderSVG(text, { border: quietModules })
  return <img src={`data:image/svg+xml,${encodeURIComponent(picture)}`} alt={label} width={sizePx} height={sizePx} />
}
