import { create, type QRCodeErrorCorrectionLevel } from 'qrcode'

/** A QR code as one path of an SVG, a step for each dark square; `size` squares wide and high. */
export type QrCode = { size: number; path: string }

/** The quiet zone that readers ask for around a code, in squares. */
const quiet = 4

/** Draws the QR code of an address, with its quiet zone: with M it bears dirt and folds, with L it has fewer squares. */
export function qrCodeOf(address: string, errorCorrectionLevel: QRCodeErrorCorrectionLevel): QrCode {
  const { size, data } = create(address, { errorCorrectionLevel }).modules
  const steps = Array.from(data).flatMap((dark, place) =>
    dark ? [`M${(place % size) + quiet} ${Math.floor(place / size) + quiet}h1v1h-1z`] : [],
  )
  return { size: size + 2 * quiet, path: steps.join('') }
}
