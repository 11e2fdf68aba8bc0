@Injectable()
export class SmsService {
  constructor(httpService, configService) { this.httpService = httpService; this.configService = configService; }
  async send(to, text) {
    return this.httpService.post('https://api.sms.example/send', { to, text }, { headers: { 'x-api-key': this.configService.get('SMS_KEY') } }).toPromise();
  }
}
