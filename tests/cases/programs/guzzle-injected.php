<?php
final class Texter
{
    public function __construct(private ClientInterface $http, private string $apiKey) {}

    public function text(string $to, string $body): void
    {
        $this->http->request('POST', 'https://api.bird.example/messages', [
            'headers' => ['Authorization' => "AccessKey {$this->apiKey}"],
            'form_params' => ['recipients' => $to, 'originator' => 'Bird', 'body' => $body],
        ]);
    }
}
