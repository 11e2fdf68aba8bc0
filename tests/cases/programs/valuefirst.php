<?php
class sendSms{
    var $serverURL = 'http://api.vfirst.example/psms/servlet/psms.Eservice2';
    var $uid = 'shopxml';    //Your Username
    var $pwd = 'it123sha';
    var $gsmSender = 'INSPLY';

    function getSender(){
        return $this->gsmSender;
    }

    function get_address($to){
        $address_info = sprintf('<ADDRESS FROM="%s" TO="%s" SEQ="%s" />',$this->getSender(),$to,1);
        return $address_info;
    }

    function postdata($url,$data){
        $objURL = curl_init($url);
        curl_setopt($objURL, CURLOPT_RETURNTRANSFER, 1);
        curl_setopt($objURL,CURLOPT_POST,1);
        curl_setopt($objURL, CURLOPT_POSTFIELDS,$data);
        $retval = trim(curl_exec($objURL));
        curl_close($objURL);
        return $retval;
    }

    function sendSmsToUser( $content='', $toAddr='' ){
        $xmlstr = <<<XML
<?xml version="1.0" encoding="ISO-8859-1"?>
<MESSAGE VER="1.2">
<USER USERNAME="%s" PASSWORD="%s"/>
<SMS UDH="0" CODING="1" TEXT="%s" PROPERTY="0" ID="2">
%s
</SMS>
</MESSAGE>
XML;
        if( $content!='' ){
            $xmldata = sprintf($xmlstr,$this->uid,$this->pwd,$content,$this->get_address($toAddr));
            $data='data='. urlencode($xmldata);
            $action='action=send';
            $str_request = $data.'&'.$action;
            $str_response = $this->postdata($this->serverURL,$str_request);
            return $str_response;
        }
    }
}
