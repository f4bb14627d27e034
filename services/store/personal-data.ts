import type { PersonalData } from '../personal-data-port.ts';
import { eraseBuyer } from './erase-buyer.ts';
import { collectBuyer } from './export-buyer.ts';

export const personalData: PersonalData = { collect: collectBuyer, erase: eraseBuyer };
