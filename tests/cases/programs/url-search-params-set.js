import axios from 'axios';
import { log } from '../helpers/GeneralHelper';

const SMSController = () => {
    const url = new URL("https://api.sms.example/send");
    url.searchParams.set('un', process.env.SMSAPI_USERNAME);
    url.searchParams.set('ps', process.env.SMSAPI_PASSWORD);
    url.searchParams.set('from', process.env.SMSAPI_SENDER);
    url.searchParams.set('to', process.env.SMSAPI_RECIPIENT);

    const sendSMS = (message) => {
        url.searchParams.set('m', message);

        return axios.get(url.href);
    }

    return {
        sendSMS
    }
}

export default SMSController;
