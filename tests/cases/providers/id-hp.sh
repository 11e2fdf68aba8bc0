curl https://api.example.co.id/kirim -d 'userkey=u&passkey=p&no_hp=081234560417&isi_pesan=Kode OTP Anda 1234'
