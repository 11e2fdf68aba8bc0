import axios from 'axios';
import { Injectable } from '@nestjs/common';

interface SmsResult { id: string; ok?: boolean }

@Injectable()
export class SmsService {
  private readonly apiUrl: string = 'https://api.ts.example/v2/send';
  constructor(private readonly config: ConfigService, private http: HttpService) {}

  async send(to: string, text: string, opts?: { unicode: boolean }): Promise<SmsResult> {
    const payload = { to, text, from: this.config.get<string>('SMS_FROM')! } as const;
    const { data } = await axios.post<SmsResult>(this.apiUrl, payload, {
      headers: { Authorization: `Bearer ${this.config.get('SMS_TOKEN')}` },
    });
    return data;
  }
}
