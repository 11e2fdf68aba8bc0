import fetch from 'node-fetch';

export const sendOTP = async (phoneNo, otp) => {
    try {
        const phone = phoneNo.replace("+", "");
        const message = `Dear Customer, Your OTP is ${otp}. Do not share it - Shop`;
        const url = `https://smsgw.tata.example:9095/campaignService/campaigns/qs?dr=false&sender=FRICOZ&recipient=${phone}&msg=${encodeURIComponent(message)}&user=FIRSTR&pswd=First01&Template_ID=1607100000000306120`;

        const response = await fetch(url);
        const data = await response.json();
        console.log(data);
    } catch (error) {
        console.error('Error sending SMS:', error);
    }
};
