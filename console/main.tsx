import '@cloudscape-design/global-styles/index.css'
import './global.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followLinks } from '#console/app/follow-links.ts'
import { watchHands } from '#console/api/unattended.ts'
import { watchSession } from '#console/app/watch-session.ts'
import { preloadFirstPage, router } from './routes.tsx'
import { speak } from '#console/text/spoken.ts'
import { applyLook, currentLook, onLook } from '#console/ui/preferences.ts'

applyLook()
const place = document.getElementById('root')
if (!place) throw new Error('index.html has no place for the console')
followLinks(router)
watchSession(router)
watchHands(window)
void preloadFirstPage()
onLook(() => void speak(currentLook().language))
await speak(currentLook().language)
createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
