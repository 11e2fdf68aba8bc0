curl 'https://www.klasiksms.example/api/sendsms.php?email=[EMAIL]&key=[KEY]&recipient=[RECIPIENT]&message=[MESSAGE]&referenceID=[CUSTOMREFENCEID]'
