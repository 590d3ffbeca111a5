/** The result of a request to IndexedDB. Rejects with what the browser refuses it for. */
export function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(request.error ?? new Error('refused'))
    }
  })
}

/** Waits until a change stands in IndexedDB: then it outlasts the page. Rejects when the browser gives it up. */
export function written(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => {
      resolve()
    }
    change.onabort = change.onerror = () => {
      reject(change.error ?? new Error('refused'))
    }
  })
}
