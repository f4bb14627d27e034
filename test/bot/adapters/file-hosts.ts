import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';

/** Of these tests alone: it opens nothing. Good until 2126. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7ujkOipVzCSRDRh4
6Qga/YWcxlpOyyfJVYiglOTDlwKhRANCAASaTRWEoq1g0qq9dDnjYgxlawhTynwP
jDL+POrccOmL/TR2lwzwZihpcNDRA6wIy2KELHA4S3HHzy7le95SzlUo
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIICTjCCAfSgAwIBAgIUdP3vJZQOxdJGV70nWxn4qatZm/4wCgYIKoZIzj0EAwIw
IjEgMB4GA1UEAwwXZmlsZSBob3N0cyBvZiB0aGUgdGVzdHMwIBcNMjYxMTIzMTIz
MTIwWhgPMjEyNjEwMzAxMjMxMjBaMCIxIDAeBgNVBAMMF2ZpbGUgaG9zdHMgb2Yg
dGhlIHRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmk0VhKKtYNKqvXQ5
42IMZWsIU8p8D4wy/jzq3HDpi/00dpcM8GYoaXDQ0QOsCMtihCxwOEtxx88u5Xve
Us5VKKOCAQQwggEAMB0GA1UdDgQWBBRTm5kxd5mVkRe7g/wMmBhapLHz6DAfBgNV
HSMEGDAWgBRTm5kxd5mVkRe7g/wMmBhapLHz6DAPBgNVHRMBAf8EBTADAQH/MIGs
BgNVHREEgaQwgaGCCyouZmJjZG4ubmV0gg1jZG4uZmJzYnguY29tghAqLnNoYXJl
cG9pbnQuY29tghdzbWJhLnRyYWZmaWNtYW5hZ2VyLm5ldIISKi5ib3RmcmFtZXdv
cmsuY29tgg9maWxlcy5zbGFjay5jb22CDmFwaS50d2lsaW8uY29tghFtbXMudHdp
bGlvY2RuLmNvbYIQYXBpLnRlbGVncmFtLm9yZzAKBggqhkjOPQQDAgNIADBFAiEA
ustYbFK6rAqt14nmrbEduzkFJ3Pc5zoLKEZhpmsN9A8CIAnfz33IWlRrhX9cyFx3
J0jga3N+qp3PCS3bC4TdKg++
-----END CERTIFICATE-----`;

/** All file hosts of all channels, played by one https server of this machine. */
export interface FileHosts {
  /** Where the sockets go, and the certificate that counts there. */
  readonly at: { readonly port: number; readonly ca: string };
  /** Leads every name to this machine, as if that were public; `looked` are the names. */
  readonly lookup: LookupFunction;
  readonly looked: string[];
  /** `host path` of every request that arrived, and its authorization. */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
  answer: (req: IncomingMessage, res: ServerResponse) => void;
  close(): Promise<void>;
}

export async function openFileHosts(): Promise<FileHosts> {
  const asked: string[] = [];
  const looked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer({ key, cert }, (req, res) => {
    asked.push(`${req.headers.host?.split(':')[0]} ${req.url}`);
    authorizations.push(req.headers.authorization);
    hosts.answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hosts: FileHosts = {
    ...{ asked, looked, authorizations },
    at: { port: (server.address() as AddressInfo).port, ca: cert },
    lookup: (hostname, options, callback) => {
      looked.push(hostname);
      const here = { address: '127.0.0.1', family: 4 };
      if (options.all) callback(null, [here]);
      else callback(null, here.address, here.family);
    },
    answer: (_req, res) => void res.end('bytes'),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return hosts;
}

/** In two steps: where restify is loaded, `writeHead` answers nothing. */
export function head(
  res: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
): ServerResponse {
  res.writeHead(status, headers);
  return res;
}
