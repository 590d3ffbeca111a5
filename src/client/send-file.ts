/** A file on its way: what comes back, and a way to stop it. */
type Sending = { answer: Promise<XMLHttpRequest>; stop: () => void }

const stillness = 120_000

/** Sends a form with a file, and tells how far it is. The answer fails when the connection falls away. */
export function sendFile(address: string, body: FormData, onProgress: (part: number) => void): Sending {
  const request = new XMLHttpRequest()
  let watcher: number | undefined
  // A photo may take a quarter of an hour where there is hardly any reception: only standing still is a failure.
  const watch = () => {
    clearTimeout(watcher)
    watcher = window.setTimeout(() => {
      request.abort()
    }, stillness)
  }
  const answer = new Promise<XMLHttpRequest>((resolve, reject) => {
    request.open('POST', address)
    // Tells the server that a script asks: it then says where to go instead of sending the page there.
    request.setRequestHeader('Accept', 'application/json')
    request.upload.onprogress = ({ loaded, total }) => {
      watch()
      onProgress(total > 0 ? loaded / total : 0)
    }
    request.onload = () => {
      resolve(request)
    }
    request.onerror = request.onabort = () => {
      reject(new Error('the connection fell away'))
    }
    request.onloadend = () => {
      clearTimeout(watcher)
    }
    watch()
    request.send(body)
  })
  return {
    answer,
    stop: () => {
      request.abort()
    },
  }
}
