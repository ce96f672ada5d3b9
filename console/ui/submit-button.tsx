import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'

interface SubmitButtonProps extends Pick<ButtonProps, 'variant' | 'fullWidth' | 'formAction' | 'disabledReason'> {
  /** Whether it is being sent; what the server finds wrong is known once it no longer is. */
  readonly loading?: boolean
  readonly disabled?: boolean
  /** Left out where the form around it is what is sent. */
  readonly onClick?: () => void
  readonly children: ReactNode
}

/** The button that sends what has been filled in. Where something is wrong, focus goes to the first field that is. */
export function SubmitButton({ loading = false, onClick, children, ...button }: SubmitButtonProps) {
  const place = useRef<HTMLDivElement>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (tries === 0 || loading) return undefined
    // A form is submitted after the click that submits it, and only then do its fields say what is wrong.
    const frame = requestAnimationFrame(() => place.current && focusFirstFault(place.current))
    return () => cancelAnimationFrame(frame)
  }, [tries, loading])
  const click = () => {
    setTries(tries + 1)
    onClick?.()
  }
  return (
    <div ref={place} onClickCapture={refuseSecond}>
      <Button {...button} loading={loading} onClick={click}>
        {children}
      </Button>
    </div>
  )
}

/** Whoever clicks twice means it once, also where the first click has not been drawn yet. */
function refuseSecond(event: MouseEvent): void {
  if (event.detail < 2) return
  event.preventDefault()
  event.stopPropagation()
}

/** Fields of Cloudscape that say an error; what is no such field says itself that it is at fault. */
const fault = '[data-analytics-field-error], [data-fault]'
const choice = 'input[type="radio"]'
const control = 'input, textarea, button, [tabindex="0"]'

function focusFirstFault(place: HTMLElement): void {
  const found = place.closest('[role="dialog"], form, main')?.querySelector(fault)
  const first = found?.querySelector<HTMLElement>(choice) ?? found?.querySelector<HTMLElement>(control)
  first?.focus()
}
