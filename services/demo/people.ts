import type { Buyer, Seller } from '../domain/order.ts';

/** The buyers of the demo shop. The first one is whom a new user gets: the whole story can be played as her. */
export const emma: Buyer = {
  id: 'emma',
  name: 'Emma Clarke',
  email: 'emma.clarke@example.com',
  country: 'GB',
  locale: 'en-GB',
  timeZone: 'Europe/London',
};

export const marta: Buyer = {
  id: 'marta',
  name: 'Marta Ruiz',
  email: 'marta.ruiz@example.com',
  country: 'ES',
  locale: 'es-ES',
  timeZone: 'Europe/Madrid',
};

export const ivan: Buyer = {
  id: 'ivan',
  name: 'Ivan Petrov',
  email: 'ivan.petrov@example.com',
  country: 'RU',
  locale: 'ru-RU',
  timeZone: 'Europe/Moscow',
};

export const sarah: Buyer = {
  id: 'sarah',
  name: 'Sarah Johnson',
  email: 'sarah.johnson@example.com',
  country: 'US',
  locale: 'en-US',
  timeZone: 'America/New_York',
};

export const jonas: Buyer = {
  id: 'jonas',
  name: 'Jonas Weber',
  email: 'jonas.weber@example.com',
  country: 'DE',
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
};

export const paulo: Buyer = {
  id: 'paulo',
  name: 'Paulo Souza',
  email: 'paulo.souza@example.com',
  country: 'BR',
  locale: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
};

export const aiko: Buyer = {
  id: 'aiko',
  name: 'Aiko Tanaka',
  email: 'aiko.tanaka@example.com',
  country: 'JP',
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
};

export const brightHome: Seller = { id: 'bright-home', name: 'Bright Home Store' };
export const pocketTech: Seller = { id: 'pocket-tech', name: 'Pocket Tech Official' };
export const northTrail: Seller = { id: 'north-trail', name: 'North Trail Outdoor' };
