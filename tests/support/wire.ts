import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server of this machine that can fall away, under an address of its own. */
export type Wire = {
  root: string
  /** Breaks everything once so many more bytes have gone to the server, until it is mended. */
  cutAfter: (bytes: number) => void
  /** Breaks each connection on which the server answers, until it is mended. */
  loseAnswers: () => void
  mend: () => void
  close: () => Promise<void>
}

/** Lays a wire to a server. Close it after the test. */
export async function layWire(root: string): Promise<Wire> {
  let left = Infinity
  let isDeaf = false
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect({ port: Number(new URL(root).port), host: 'localhost' })
    const end = () => {
      for (const socket of [near, far]) {
        socket.destroy()
        open.delete(socket)
      }
    }
    for (const socket of [near, far]) open.add(socket.on('error', end).on('close', end))
    near.on('data', (bytes) => {
      left -= bytes.length
      if (left < 0) end()
      else far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (isDeaf) end()
      else near.write(bytes)
    })
  })
  // A test that fails leaves it behind: that must not hold the whole run.
  server.listen(0, 'localhost').unref()
  await once(server, 'listening')
  return {
    root: `http://localhost:${(server.address() as AddressInfo).port}`,
    cutAfter: (bytes) => {
      left = bytes
    },
    loseAnswers: () => {
      isDeaf = true
    },
    mend: () => {
      left = Infinity
      isDeaf = false
    },
    close: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
