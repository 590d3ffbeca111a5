/** A recording under way: one part, from one microphone, until it is ended or the microphone falls away. */
export type Take = {
  pause: () => void
  resume: () => void
  /** Ends it. What was recorded last comes before this is through. */
  end: () => Promise<void>
  /** How long it lasts so far, in milliseconds, without its pauses. */
  elapsed: () => number
  /** How loud it is now, from 0 to 1. */
  level: () => number
}

const slice = 3000

/** Records from a microphone in pieces of a few seconds. `onEnd` comes too when the microphone falls away. */
export function take(
  stream: MediaStream,
  type: string,
  { onPiece, onEnd }: { onPiece: (content: Blob, untilMs: number) => void; onEnd: () => void },
): Take {
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 48_000 })
  const sound = new AudioContext()
  const analyser = sound.createAnalyser()
  analyser.fftSize = 1024
  sound.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let before = 0
  let since = performance.now()
  const elapsed = () => before + (recorder.state === 'recording' ? performance.now() - since : 0)
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      void sound.close()
      onEnd()
      resolve()
    }
  })
  const stop = () => {
    before = elapsed()
    if (recorder.state !== 'inactive') recorder.stop()
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) onPiece(data, elapsed())
  }
  recorder.onerror = stop
  for (const track of stream.getTracks()) track.onended = stop
  recorder.start(slice)
  return {
    pause() {
      before = elapsed()
      // What was said until now need not wait for the end of the pause.
      recorder.requestData()
      recorder.pause()
    },
    resume() {
      since = performance.now()
      recorder.resume()
    },
    end() {
      stop()
      return ended
    },
    elapsed,
    level() {
      if (recorder.state !== 'recording') return 0
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length
      return Math.min(1, Math.sqrt(power) * 4)
    },
  }
}

/** The kind of sound that this browser records and we can play: opus in WebM, or what Safari makes. */
export function recordedType(): string | undefined {
  if (!('MediaRecorder' in window)) return undefined
  return ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'].find((type) =>
    MediaRecorder.isTypeSupported(type),
  )
}
