curl 'https://sms.example.hr/slanje?korisnik=demo&lozinka=tajna&primatelj=385911234567&posiljatelj=Trgovina&poruka=Vasa+narudzba+je+spremna'
